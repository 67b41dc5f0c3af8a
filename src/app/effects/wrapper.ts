import { t } from '@vscode/l10n'
import type { AwsFiles } from '../../core/credentials/awsFiles.ts'
import { wrapperProfileName, wrapperProfileText } from '../../core/credentials/wrapperProfile.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import type { EffectDeps } from '../effects.ts'
import { appendProblem } from './newProfile.ts'

type WrapperEffect = Extract<Effect, { type: 'planWrapper' | 'addWrapper' }>

/**
 * A profile that fetches another's credentials through the AWS CLI, for Identity Center in another region than
 * Bedrock's: first shown, then added as it was shown.
 */
export async function runWrapper(deps: EffectDeps, effect: WrapperEffect): Promise<void> {
  const { profile, run } = effect
  const files = await deps.aws.readFiles()
  const taken = new Set(files.profiles.map(({ name }) => name))
  const name = effect.type === 'addWrapper' ? effect.name : wrapperProfileName(profile, taken)
  const text = textFor(files, name, profile, effect.region)
  if (text === undefined) {
    const failure = t('This profile’s name cannot be used in a command line. Rename the profile first.')
    deps.emit({ type: 'wrapperFailed', run, failure })
    return
  }
  if (effect.type === 'planWrapper') {
    deps.emit({ type: 'wrapperPlanned', run, name, preview: await deps.aws.previewAppend(text) })
    return
  }
  const outcome = await deps.aws.appendProfile({ profile: name, text, previewId: effect.previewId })
  if (outcome.kind === 'added') {
    deps.emit({ type: 'wrapperAdded', run, profile: name })
  } else {
    deps.emit({ type: 'wrapperFailed', run, failure: appendProblem(outcome) })
  }
}

const textFor = (
  files: AwsFiles,
  name: string,
  source: string,
  region: string | undefined,
): string | undefined =>
  wrapperProfileText(
    name,
    source,
    region ?? files.profiles.find((each) => each.name === source)?.settings.region,
  )
