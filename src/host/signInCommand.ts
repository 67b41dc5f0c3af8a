import { t } from '@vscode/l10n'
import { env, ProgressLocation, type QuickPickItem, Uri, window, workspace } from 'vscode'
import type { Aws, SignIn } from '../app/ports.ts'
import { explainSignIn } from '../core/credentials/signInProblem.ts'
import { signInFor } from '../core/credentials/signInTarget.ts'
import type { SignInOutcome, SignInProgress, SignInRequest } from '../core/credentials/signInTypes.ts'

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
  const outcome = await withProgress(deps.signIn, request)
  if (outcome.kind === 'signed-in' || outcome.kind === 'cancelled') {
    return outcome.kind === 'signed-in'
  }
  const { title, what, remedies } = explainSignIn(outcome, request, deps.platform)
  const page = remedies.map(({ action }) => action).find((action) => action?.kind === 'open-url')
  const open = t('Open the page')
  const answer = await window.showErrorMessage(`${title} ${what}`, ...(page === undefined ? [] : [open]))
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

/** A cancellable notification; the page's address and code come with buttons as soon as they are known. */
async function withProgress(signIn: SignIn, request: SignInRequest): Promise<SignInOutcome> {
  const options = {
    location: ProgressLocation.Notification,
    title: t('Signing in to AWS for {0}', request.profile),
    cancellable: true,
  }
  return await window.withProgress(options, async (progress, token) => {
    const stop = token.onCancellationRequested(() => signIn.cancel())
    let told = ''
    try {
      return await signIn.start(request, (seen) => {
        const { url, code } = seen
        progress.report({ message: code === undefined ? t('Follow the page in the browser.') : code })
        if (url !== undefined && told !== `${url} ${code}`) {
          told = `${url} ${code}`
          void offer(signIn, seen, url)
        }
      })
    } finally {
      stop.dispose()
    }
  })
}

async function offer(signIn: SignIn, { code, asksForCode }: SignInProgress, url: string): Promise<void> {
  const text =
    code === undefined ? t('AWS asks you to sign in in the browser.') : t('Your code for AWS is {0}.', code)
  const doings = new Map([[t('Open'), () => env.openExternal(Uri.parse(url, true))]]) as Map<
    string,
    () => PromiseLike<unknown>
  >
  if (code !== undefined) {
    doings.set(t('Copy code'), () => env.clipboard.writeText(code))
  }
  if (asksForCode) {
    doings.set(t('Enter code'), () => askForCode(signIn))
  }
  // A toast goes away with its first button, and copying is seldom all one wants.
  for (let doing = await choose(text, doings); doing !== undefined; doing = await choose(text, doings)) {
    await doing()
  }
}

async function choose(
  text: string,
  doings: ReadonlyMap<string, () => PromiseLike<unknown>>,
): Promise<(() => PromiseLike<unknown>) | undefined> {
  const answer = await window.showInformationMessage(text, ...doings.keys())
  return answer === undefined ? undefined : doings.get(answer)
}

async function askForCode(signIn: SignIn): Promise<void> {
  const title = t('Enter code')
  const typed = await window.showInputBox({ title, password: true, ignoreFocusOut: true })
  if (typed !== undefined) {
    signIn.enterCode(typed)
  }
}
