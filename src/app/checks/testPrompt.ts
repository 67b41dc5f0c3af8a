import { t } from '@vscode/l10n'
import { baseModelId, idToSend, profilesFor, wantsCachePoint } from '../../core/bedrock/models.ts'
import type { PromptAnswer, PromptEvent } from '../../core/bedrock/prompt.ts'
import type { CheckFact, CheckResult } from '../../core/checks/check.ts'
import { isProvisional } from '../../core/health/provisional.ts'
import { countWords, durationWords } from '../../core/numbers.ts'
import { type CheckRun, passed, troubled } from './context.ts'
import { changedByCline, type ModelOutcome } from './modelAccess.ts'
import { diagnoseWithHome } from './secondLook.ts'

/** The guide's own test prompt. */
export const defaultPrompt = (): string => t('Generate a Python function to check if a number is prime.')

/** Room for an answer, also of a model that thinks first; bills little. */
const MAX_TOKENS = 1024

/** Long enough to be slow, short enough to be a real answer: why Cline would be content. */
const FINE = new Set(['end_turn', 'max_tokens', 'tool_use', 'stop_sequence'])

export interface PromptOutcome {
  result: CheckResult
  answer?: PromptAnswer
  /** The user stopped it: neither pass nor failure. */
  stopped: boolean
  /** A first answer of a Marketplace model, which AWS may still take back. */
  provisional?: boolean
}

/** Sends one prompt as Cline would: same id, authentication, endpoint, transport and body shape. */
export async function checkTestPrompt(
  run: CheckRun,
  modelId: string,
  text: string,
  access: Pick<ModelOutcome, 'profiles' | 'availability' | 'baseModelId'>,
  onEvent: (event: PromptEvent) => void = () => {},
): Promise<PromptOutcome> {
  const outcome = await run.deps.aws.converse(
    {
      auth: run.auth,
      region: run.callRegion,
      ...(run.endpoint !== undefined && { endpoint: run.endpoint }),
    },
    { modelId, text, tools: true, cachePoint: wantsCachePoint(modelId), maxTokens: MAX_TOKENS },
    onEvent,
    run.signal,
  )
  const changed = changedByCline(run, modelId)
  if (outcome.ok && changed !== undefined) {
    return { stopped: false, result: troubled(run, 'test-prompt', 'fail', changed) }
  }
  if (outcome.ok) {
    const base = access.baseModelId === '' ? baseModelId(modelId, access.profiles) : access.baseModelId
    const provisional = isProvisional(base, access.availability?.agreement)
    const result = answered(modelId, outcome.value, provisional)
    return { stopped: false, answer: outcome.value, result, ...(provisional && { provisional }) }
  }
  if (outcome.failure.name === 'AbortError') {
    return { stopped: true, result: passed('test-prompt', t('Stopped.'), [], 'skip') }
  }
  const diagnosis = await diagnoseWithHome(run, 'test-prompt', outcome.failure, {
    ...(access.availability !== undefined && { availability: access.availability }),
    profileIds: profilesFor(access.baseModelId, access.profiles).map(idToSend),
  })
  return { stopped: false, result: troubled(run, 'test-prompt', 'fail', diagnosis) }
}

function answered(modelId: string, answer: PromptAnswer, provisional: boolean): CheckResult {
  const facts = [
    { label: t('Id that Cline sends'), value: modelId },
    {
      label: t('Tokens in / out'),
      value: `${countWords(answer.inputTokens)} / ${countWords(answer.outputTokens)}`,
    },
    { label: t('First token'), value: durationWords(answer.firstTokenMs) },
    { label: t('Total'), value: durationWords(answer.totalMs) },
    ...(answer.requestId === undefined ? [] : [{ label: t('AWS request id'), value: answer.requestId }]),
    ...(provisional ? [provisionalFact()] : []),
  ]
  return passed('test-prompt', summaryOf(answer, provisional), facts)
}

/** Why an answer may still be taken back. */
export const provisionalFact = (): CheckFact => ({
  label: t('Provisional'),
  value: t(
    'The model’s subscription in AWS Marketplace was not seen before this prompt. AWS completes it within 15 minutes and may refuse it; the status bar looks again then.',
  ),
})

function summaryOf({ stopReason }: PromptAnswer, provisional: boolean): string {
  if (!FINE.has(stopReason)) {
    return t('The model answered and stopped early: {0}.', stopReason)
  }
  return provisional
    ? t('The model answered. This is provisional for 15 minutes, until AWS has settled the subscription.')
    : t('The model answered, with tools offered as Cline does.')
}
