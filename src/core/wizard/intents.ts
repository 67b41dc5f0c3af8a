import * as z from 'zod/mini'
import { CHECK_IDS, STEP_IDS } from '../checks/check.ts'
import { SAFEGUARD_FORMATS, SAFEGUARD_IDS } from '../security/safeguards.ts'

const short = z.string().check(z.maxLength(256))
const secret = z.string().check(z.maxLength(8192))
const FORM_FIELDS = [
  'companyName',
  'companyWebsite',
  'intendedUsers',
  'industryOption',
  'otherIndustryOption',
  'useCases',
] as const
const GRANT_TEXTS = ['json', 'cli', 'cloudformation', 'terraform', 'managed', 'scp'] as const

const SSO_FIELDS = ['name', 'startUrl', 'ssoRegion', 'account', 'role', 'region'] as const

const ssoDraft = z.object({
  name: short,
  startUrl: z.string().check(z.maxLength(2048)),
  ssoRegion: short,
  account: short,
  role: short,
  region: short,
})

/**
 * Everything the page may ask of the host. Intents are absolute and idempotent ("choose region
 * eu-west-1", never "toggle"), because the toolkit's controls fire `change` on programmatic updates too.
 * Secrets cross only in `useKeys`, `useApiKey`, `rotateKeys`, `rotateApiKey` and `enterSignInCode`.
 */
export const intentSchema = z.discriminatedUnion('type', [
  /** The page is (again) there: send the whole state. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('chooseMethod'), method: z.enum(['profile', 'keys', 'api-key', 'default']) }),
  z.object({ type: z.literal('chooseProfile'), profile: short }),
  z.object({
    type: z.literal('useKeys'),
    accessKeyId: secret,
    secretAccessKey: secret,
    sessionToken: z.optional(secret),
  }),
  z.object({ type: z.literal('useApiKey'), apiKey: secret }),
  /** Starts AWS's own sign-in for a profile of the list, or joins the one under way. */
  z.object({ type: z.literal('signIn'), profile: short }),
  z.object({ type: z.literal('cancelSignIn') }),
  z.object({ type: z.literal('openSignInPage') }),
  z.object({ type: z.literal('copySignInCode') }),
  /** The code that the sign-in page showed; it goes to the CLI and nowhere else. */
  z.object({ type: z.literal('enterSignInCode'), code: secret }),
  z.object({ type: z.literal('openNewProfile') }),
  z.object({ type: z.literal('closeNewProfile') }),
  /** One field of the draft, where the form is asked field by field. */
  z.object({
    type: z.literal('editNewProfile'),
    field: z.enum(SSO_FIELDS),
    value: z.string().check(z.maxLength(2048)),
  }),
  /** Signs in to the portal of the draft and asks it for accounts, or for the roles of the draft's account. */
  z.object({ type: z.literal('findSsoAccounts'), draft: ssoDraft }),
  z.object({ type: z.literal('findSsoRoles'), draft: ssoDraft }),
  /** Shows what would be written for the draft. */
  z.object({ type: z.literal('planProfile'), draft: ssoDraft }),
  z.object({ type: z.literal('addProfile'), previewId: short }),
  /** Adds the wrapper profile as it was shown, and chooses it. */
  z.object({ type: z.literal('addWrapper'), previewId: short }),
  z.object({ type: z.literal('closeWrapper') }),
  /** Ends the countdown of a retry, and looks at once. */
  z.object({ type: z.literal('retryNow') }),
  z.object({ type: z.literal('cancelRetry') }),
  z.object({ type: z.literal('openRotation'), kind: z.enum(['keys', 'api-key']) }),
  z.object({ type: z.literal('closeRotation') }),
  z.object({
    type: z.literal('rotateKeys'),
    accessKeyId: secret,
    secretAccessKey: secret,
    sessionToken: z.optional(secret),
  }),
  z.object({ type: z.literal('rotateApiKey'), apiKey: secret }),
  z.object({ type: z.literal('applyRotation'), previewId: short }),
  z.object({ type: z.literal('chooseRegion'), region: short }),
  /** Asks all regions at once which of them answer. */
  z.object({ type: z.literal('probeRegions') }),
  z.object({ type: z.literal('stopProbe') }),
  /** Empty text removes the endpoint. */
  z.object({ type: z.literal('setEndpoint'), endpoint: z.string().check(z.maxLength(2048)) }),
  z.object({ type: z.literal('chooseModel'), modelId: z.string().check(z.maxLength(2048)) }),
  /** Another model for plan mode; empty text: the same as for act mode. */
  z.object({ type: z.literal('choosePlanModel'), modelId: z.string().check(z.maxLength(2048)) }),
  z.object({ type: z.literal('setPrompt'), text: z.string().check(z.maxLength(4000)) }),
  z.object({ type: z.literal('sendPrompt') }),
  z.object({ type: z.literal('stopPrompt') }),
  z.object({ type: z.literal('goTo'), step: z.enum(STEP_IDS) }),
  /** Runs a check again. */
  z.object({ type: z.literal('check'), check: z.enum(CHECK_IDS) }),
  /** Carries out remedy number `index` of a check's explanation, or of the entry, review or write problem. */
  z.object({
    type: z.literal('remedy'),
    of: z.enum([...CHECK_IDS, 'entry', 'review', 'sign-in', 'rotation']),
    index: z.int().check(z.minimum(0), z.maximum(9)),
  }),
  /** Puts AWS's own words of a failed check on the clipboard, redacted. */
  z.object({
    type: z.literal('copyDetails'),
    of: z.enum([...CHECK_IDS, 'entry', 'review', 'sign-in', 'rotation']),
  }),
  z.object({ type: z.literal('copyPolicy'), text: z.optional(z.enum(GRANT_TEXTS)) }),
  z.object({ type: z.literal('setPolicyExtras'), discovery: z.boolean(), firstUse: z.boolean() }),
  z.object({ type: z.literal('previewGrant') }),
  z.object({ type: z.literal('cancelGrant') }),
  /** Creates and attaches the policy of that name, which the preview showed. */
  z.object({ type: z.literal('applyGrant'), name: short, confirmed: z.literal(true) }),
  z.object({ type: z.literal('undoGrant') }),
  /** One field of Anthropic's use-case form, as far as it is typed. */
  z.object({
    type: z.literal('editForm'),
    field: z.enum(FORM_FIELDS),
    value: z.string().check(z.maxLength(20_000)),
  }),
  /** Hands the form in; the user has confirmed what it binds to. */
  z.object({ type: z.literal('sendForm'), confirmed: z.literal(true) }),
  z.object({ type: z.literal('showOffer') }),
  z.object({ type: z.literal('acceptOffer'), offerId: short, confirmed: z.literal(true) }),
  z.object({ type: z.literal('stopWaiting') }),
  z.object({ type: z.literal('copyAccessRequest'), what: z.enum(['form', 'agreement']) }),
  /** Opens VS Code's diff editor on one file of the preview. */
  z.object({ type: z.literal('openDiff'), index: z.int().check(z.minimum(0), z.maximum(9)) }),
  z.object({ type: z.literal('apply'), previewId: short }),
  z.object({ type: z.literal('undo') }),
  /** For which of Cline's modes, and whether an unused API key stays; plans anew. */
  z.object({
    type: z.literal('setWriteOptions'),
    modes: z.array(z.enum(['plan', 'act'])).check(z.minLength(1), z.maxLength(2)),
    keepApiKey: z.boolean(),
  }),
  z.object({ type: z.literal('deleteBackups') }),
  z.object({ type: z.literal('openHistory') }),
  z.object({ type: z.literal('openSetups') }),
  z.object({ type: z.literal('reloadWindow') }),
  z.object({ type: z.literal('openCline') }),
  z.object({ type: z.literal('installCline') }),
  /** Lets Cline itself answer a first, short prompt. */
  z.object({ type: z.literal('startTask') }),
  /** Asks another window to offer its reload. */
  z.object({ type: z.literal('askReload'), pid: z.int().check(z.minimum(1)) }),
  /** Asks AWS again what the account has switched on. */
  z.object({ type: z.literal('surveySecurity') }),
  /** Shows a safeguard's text on the page, puts it on the clipboard or into a new editor. */
  z.object({
    type: z.literal('safeguard'),
    id: z.enum(SAFEGUARD_IDS),
    format: z.enum(SAFEGUARD_FORMATS),
    to: z.enum(['page', 'clipboard', 'editor']),
  }),
  z.object({ type: z.literal('hideSafeguard') }),
  /** Goes on in VS Code's quick picks, now and the next time. */
  z.object({ type: z.literal('openQuickPicks') }),
])

/** A message of the page. */
export type Intent = z.infer<typeof intentSchema>

/** The names that `remedy` and `copyDetails` know. */
export type ExplanationOwner = Extract<Intent, { type: 'remedy' }>['of']

/** Reads a message of the page; `undefined` for anything that fits no schema. */
export function parseIntent(message: unknown): Intent | undefined {
  const parsed = intentSchema.safeParse(message)
  return parsed.success ? parsed.data : undefined
}
