import { readFileSync } from 'node:fs'
import {
  type ClaimedFile,
  claimsAsFound,
  hiddenClaim,
  openClaim,
  type Print,
} from '../core/running/claims.ts'
import type { Edit } from '../core/settings/json.ts'
import { planSettings } from '../core/settings/plan.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import { locateCline } from './locate.ts'
import { readManaged } from './managed.ts'
import type { ClineOptions } from './options.ts'
import { readPresent } from './read.ts'

// As if everything were there already: then the plan names each key by itself.
const FULL = {
  providersExist: true,
  hasBedrockEntry: true,
  hasLastUsedProvider: true,
  modelsExist: true,
  now: '',
}

/**
 * What a write will hold of Cline's files: nothing that an organisation decides. Only globalState.json's values are kept in the open: it has no
 * secret, and it is the one that Cline overwrites.
 */
export async function claimsOf(
  options: ClineOptions,
  request: ApplyRequest,
  print: Print,
): Promise<ClaimedFile[]> {
  const read = await readPresent(locateCline(options).files)
  const managed = read.ok ? await readManaged(options, read.value) : undefined
  const plan = planSettings(request, { ...FULL, ...(managed?.locked && { locked: managed.locked }) })
  return locateCline(options).files.flatMap(({ role, path }) => {
    const edits = role === 'secrets' ? [...plan.secrets, ...plan.obsoleteSecrets] : plan[role]
    const claim = (edit: Edit) => (role === 'globalState' ? openClaim(edit) : hiddenClaim(edit, print))
    return edits.length === 0 ? [] : [{ role, path, claims: edits.map(claim) }]
  })
}

/** What globalState.json holds now of the keys that we may ever have set: after an undo, this must stay. */
export function claimsNow(options: ClineOptions): ClaimedFile[] {
  const { files } = locateCline(options)
  return files
    .filter(({ role }) => role === 'globalState')
    .map(({ role, path }) => ({ role, path, claims: claimsAsFound(parsed(path), OUR_KEYS) }))
}

const OUR_KEYS = planSettings(
  {
    auth: { kind: 'default' },
    region: '',
    modelId: 'anthropic.claude',
    baseModelId: 'anthropic.claude',
    modes: ['plan', 'act'],
  },
  FULL,
).globalState.flatMap(({ path }) => path.slice(0, 1))

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}
