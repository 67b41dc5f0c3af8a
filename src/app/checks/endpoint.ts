import { t } from '@vscode/l10n'
import { isOtherBedrockService } from '../../core/bedrock/address.ts'
import type { CheckResult } from '../../core/checks/check.ts'
import { durationWords } from '../../core/numbers.ts'
import type { RegionReach } from '../../core/wizard/state.ts'
import { type CheckRun, diagnose, passed, troubled } from './context.ts'

/** Does Bedrock Runtime's address answer, how far is it, and is it what Cline can talk to? */
export async function checkEndpoint(run: CheckRun): Promise<{ result: CheckResult; reach?: RegionReach }> {
  const { endpoint } = run
  const endpointKind = endpoint === undefined ? undefined : wrongKind(endpoint)
  if (endpoint !== undefined && endpointKind !== undefined) {
    const facts = { host: endpoint.slice(0, 200), endpointKind }
    return { result: troubled(run, 'region', 'fail', { id: 'connection-failed', facts }) }
  }
  const target = { auth: run.auth, region: run.callRegion, ...(endpoint !== undefined && { endpoint }) }
  const reached = await run.deps.aws.reach(target, run.signal)
  if (!reached.ok) {
    return { result: troubled(run, 'region', 'fail', diagnose(run, 'region', reached.failure)) }
  }
  const { latencyMs, host, isPrivate } = reached.value
  const facts = [
    { label: t('Host'), value: host },
    { label: t('Time'), value: durationWords(latencyMs) },
    ...(reached.value.address === undefined ? [] : [{ label: t('Address'), value: reached.value.address }]),
  ]
  const summary = isPrivate
    ? t('{0} answers in {1}, through a private network.', host, durationWords(latencyMs))
    : t('{0} answers in {1}.', host, durationWords(latencyMs))
  return { result: passed('region', summary, facts), reach: { latencyMs, host, isPrivate } }
}

/** Cline takes a base URL over HTTP and puts its own path behind it; `undefined` for one that may do. */
function wrongKind(endpoint: string): 'malformed' | 'other-service' | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  const plain = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!plain || !/^https?:$/.test(url.protocol)) {
    return 'malformed'
  }
  return isOtherBedrockService(url.hostname) ? 'other-service' : undefined
}
