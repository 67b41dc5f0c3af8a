import { t } from '@vscode/l10n'
import { env, type QuickPickItem, Uri, window, workspace } from 'vscode'
import type { Aws, SignIn } from '../app/ports.ts'
import { explainSignIn } from '../core/credentials/signInProblem.ts'
import { signInFor } from '../core/credentials/signInTarget.ts'
import type { SignInOutcome, SignInProgress, SignInRequest } from '../core/credentials/signInTypes.ts'
import { withoutLinks } from './notices.ts'

/** What a sign-in outside the page needs. */
export interface SignInCommandDeps {
  aws: Pick<Aws, 'readFiles'>
  signIn: SignIn
  platform: 'win32' | 'darwin' | 'linux'
}

/**
 * Signs in from the status bar or the palette: for the named profile, else for the one the user picks. True
 * when it worked. Whoever asks while it runs joins it.
 */
export async function signInFromCommand(deps: SignInCommandDeps, profile?: string): Promise<boolean> {
  if (!workspace.isTrusted) {
    void window.showWarningMessage(
      t('Restricted mode: no program is started. Trust the workspace, or sign in in a terminal.'),
    )
    return false
  }
  const request = await requestFor(deps, profile)
  if (request === undefined) {
    return false
  }
  const outcome = await withList(deps.signIn, request)
  if (outcome.kind === 'signed-in' || outcome.kind === 'cancelled') {
    return outcome.kind === 'signed-in'
  }
  const { title, what, remedies } = explainSignIn(outcome, request, deps.platform)
  const page = remedies.map(({ action }) => action).find((action) => action?.kind === 'open-url')
  const open = t('Open the page')
  const answer = await window.showErrorMessage(
    withoutLinks(`${title} ${what}`),
    ...(page === undefined ? [] : [open]),
  )
  if (answer === open && page !== undefined) {
    await env.openExternal(Uri.parse(page.url, true))
  }
  return false
}

async function requestFor(
  { aws }: SignInCommandDeps,
  profile: string | undefined,
): Promise<SignInRequest | undefined> {
  const files = await aws.readFiles()
  const named = profile === undefined ? undefined : signInFor(files, profile)
  if (named !== undefined) {
    return named
  }
  const items = files.profiles.flatMap(({ name }): (QuickPickItem & { request: SignInRequest })[] => {
    const request = signInFor(files, name)
    const way = request?.via === 'sso' ? 'aws sso login' : 'aws login'
    return request === undefined ? [] : [{ label: name, description: way, request }]
  })
  if (items.length === 0) {
    void window.showInformationMessage(t('No profile on this machine needs a sign-in.'))
    return undefined
  }
  const picked = await window.showQuickPick(items, { title: t('Sign in to AWS: for which profile?') })
  return picked?.request
}

type Row = QuickPickItem & { run: () => unknown }

/**
 * A list that goes away with the sign-in: the page to open, the code to compare, the way out. Closing it lets
 * the sign-in go on; asking again joins it and shows the list again.
 */
async function withList(signIn: SignIn, request: SignInRequest): Promise<SignInOutcome> {
  const list = window.createQuickPick<Row>()
  list.title = t('Signing in to AWS for {0}', request.profile)
  list.ignoreFocusOut = true
  list.busy = true
  list.onDidAccept(() => list.selectedItems[0]?.run())
  list.items = rowsOf(signIn, { asksForCode: false })
  list.show()
  try {
    return await signIn.start(request, (seen) => {
      list.placeholder = seen.url === undefined ? t('The AWS CLI is starting.') : guidance(seen)
      list.items = rowsOf(signIn, seen)
    })
  } finally {
    list.dispose()
  }
}

const guidance = ({ code, asksForCode }: SignInProgress): string =>
  asksForCode
    ? t('Sign in on the page, then enter the code that it shows.')
    : code === undefined
      ? t('Follow the page in the browser.')
      : t('Open the page and allow the sign-in only if it shows this code.')

function rowsOf(signIn: SignIn, { url, code, asksForCode }: SignInProgress): Row[] {
  const rows: (Row | undefined)[] = [
    url === undefined
      ? undefined
      : {
          label: `$(link-external) ${t('Open sign-in page')}`,
          run: () => env.openExternal(Uri.parse(url, true)),
        },
    code === undefined
      ? undefined
      : {
          label: `$(copy) ${t('Copy code')}`,
          description: code,
          run: () => env.clipboard.writeText(code),
        },
    asksForCode ? { label: `$(edit) ${t('Enter code')}`, run: () => askForCode(signIn) } : undefined,
    { label: `$(circle-slash) ${t('Cancel the sign-in')}`, run: () => signIn.cancel() },
  ]
  return rows.filter((row): row is Row => row !== undefined)
}

async function askForCode(signIn: SignIn): Promise<void> {
  const title = t('Enter code')
  const typed = await window.showInputBox({ title, password: true, ignoreFocusOut: true })
  if (typed !== undefined) {
    signIn.enterCode(typed)
  }
}
