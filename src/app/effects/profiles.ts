import type { AwsFiles, AwsProfile } from '../../core/credentials/awsFiles.ts'
import { checkProfile, isHard } from '../../core/credentials/checkProfile.ts'
import { profileKind } from '../../core/credentials/profileKind.ts'
import { explain } from '../../core/diagnosis/catalogue.ts'
import type { ProfileOption } from '../../core/wizard/state.ts'
import type { CheckDeps } from '../checks/context.ts'

/** The profiles of this computer as the picker shows them, and what was wrong with the files. */
export async function readProfileOptions(
  deps: CheckDeps,
): Promise<{ profiles: ProfileOption[]; fileProblems: string[] }> {
  const files = await deps.aws.readFiles()
  const profiles = files.profiles.map((profile) => toOption(deps, files, profile))
  profiles.sort((a, b) => Number(b.usable) - Number(a.usable) || a.name.localeCompare(b.name))
  const fileProblems = files.problems
    .filter((problem) => problem.kind !== 'missing')
    .map(({ path, line, message }) => `${path}${line === undefined ? '' : `:${line}`}: ${message}`)
  return { profiles, fileProblems }
}

function toOption(deps: CheckDeps, files: AwsFiles, profile: AwsProfile): ProfileOption {
  const findings = checkProfile(files, profile.name, { now: deps.clock.now() })
  const worst = findings.find((finding) => isHard(finding.id)) ?? findings[0]
  const region = profile.settings.region
  return {
    name: profile.name,
    kind: profileKind(profile),
    detail: detailOf(profile),
    usable: worst === undefined || !isHard(worst.id),
    ...(region !== undefined && region !== '' && { region }),
    ...(worst !== undefined && {
      note: explain(worst, { platform: deps.platform, profile: profile.name, auth: 'profile' }).title,
    }),
  }
}

/** Account and role, as far as the files say them. */
function detailOf({ settings }: AwsProfile): string {
  const role = /:iam::(\d{12}):role\/(.+)$/.exec(settings.role_arn ?? '')
  const parts = role
    ? [role[1], role[2]]
    : [settings.sso_account_id, settings.sso_role_name, settings.aws_access_key_id]
  return parts.filter((part) => part !== undefined && part !== '').join(' · ')
}
