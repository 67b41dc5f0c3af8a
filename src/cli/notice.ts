import { t } from '@vscode/l10n'
import { proxyFor, routeOf } from '../aws/proxy.ts'
import type { CliOptions } from './options.ts'

/**
 * What the user must know where Cline's own calls would go through a proxy: its older bundle does not use any.
 * `undefined` where they would not. The SDK's endpoint variables are none of Cline's.
 */
export function proxyNotice(
  { command, endpoint, region }: Pick<CliOptions, 'command' | 'endpoint' | 'region'>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const runtime = endpoint ?? `https://bedrock-runtime.${region?.trim() || 'us-east-1'}.amazonaws.com`
  if (command === 'undo' || !URL.canParse(runtime) || proxyFor(runtime, routeOf(env)) === '') {
    return undefined
  }
  return t(
    'Bedrock is reached through a proxy here. Cline’s older bundle (legacy) does not use it; choose the newer one in VS Code: "cline.rollout.bundleOverride": "next".',
  )
}
