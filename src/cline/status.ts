import type { AuthKind } from '../core/choice.ts'
import { valueAt } from '../core/settings/json.ts'
import type { ClineStatus } from '../core/settings/types.ts'
import type { PresentFile } from './read.ts'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What Cline is set to, read as Cline reads it: globalState and secrets decide. */
export function describeStatus(dataDir: string, present: readonly PresentFile[]): ClineStatus {
  const state = present.find((file) => file.role === 'globalState')?.value
  const secrets = present.find((file) => file.role === 'secrets')?.value
  const read = (key: string) => text(valueAt(state, [key]))
  const provider = read('actModeApiProvider') ?? read('planModeApiProvider')
  const auth = authOf(read('awsAuthentication'), valueAt(state, ['awsUseProfile']) === true, secrets)
  const fields = {
    provider,
    modelId: read('actModeApiModelId'),
    region: read('awsRegion'),
    auth: provider === 'bedrock' ? auth : undefined,
    profile: read('awsProfile'),
    endpoint: read('awsBedrockEndpoint'),
  }
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return { dataDir, managed: read('lastManagedOrganizationId') !== undefined, ...known }
}

function authOf(written: string | undefined, useProfile: boolean, secrets: unknown): AuthKind {
  if (written === 'profile' || (written === undefined && useProfile)) {
    return 'profile'
  }
  if (written === 'apikey' || written === 'api-key') {
    return 'api-key'
  }
  const both = text(valueAt(secrets, ['awsAccessKey'])) && text(valueAt(secrets, ['awsSecretKey']))
  return both === undefined || both === '' ? 'default' : 'keys'
}
