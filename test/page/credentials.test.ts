import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { NewProfileState, RotationState, SignInState } from '../../src/core/wizard/credentialState.ts'
import type { CredentialsStep, WizardState } from '../../src/core/wizard/state.ts'
import { credentialStates, LAPSED, ORIGINS } from './support/credentialStates.ts'
import { explained, opened } from './support/fixtures.ts'
import { type Harness, type OpenPage, startHarness } from './support/harness.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RUNNING: SignInState = { run: 3, profile: 'work', via: 'sso', status: 'running', asksForCode: false }
const DEVICE = { ...RUNNING, url: 'https://device.sso.us-east-1.amazonaws.com/', code: 'ABCD-EFGH' }
const EMPTY = { name: '', startUrl: '', ssoRegion: '', account: '', role: '', region: '' }
const FORM: NewProfileState = { run: 1, status: 'open', draft: EMPTY, problems: {} }
const ROTATION: RotationState = { run: 1, kind: 'keys', status: 'open', files: [] }

describe('the credentials step', () => {
  let harness: Harness
  let open: OpenPage

  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  const state = (change: Partial<CredentialsStep>): WizardState => {
    const start = opened()
    return { ...start, credentials: { ...start.credentials, profile: 'work', profiles: [LAPSED], ...change } }
  }
  const show = async (change: Partial<CredentialsStep>) => {
    open = await harness.open(state(change))
    return open.page
  }
  const button = (name: string) => open.page.getByRole('button', { name, exact: true })
  const primaries = () => open.page.locator('vscode-button[appearance=primary]:not([disabled])')
  const fill = (id: string, text: string) => open.page.locator(`#${id} input`).fill(text)
  const clean = async () => {
    await open.page.evaluate(AXE)
    const { violations } = (await open.page.evaluate('axe.run(document)')) as AxeResults
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
      [],
    )
    assert.deepEqual(await open.violations(), [])
  }

  it('says of the chosen profile what it is and that a sign-in is missing, and offers it as the one action', async () => {
    const page = await show({})
    await page.getByText('needs a sign-in · The Identity Center session is over', { exact: true }).waitFor()
    assert.equal(await primaries().count(), 1)
    await button('Sign in for work').click()
    assert.deepEqual(await open.intents(), [{ type: 'signIn', profile: 'work' }])
    await clean()
  })

  it('says why Cline cannot use a profile, and what works instead', async () => {
    const page = await show({
      profiles: [
        {
          name: 'work',
          kind: 'role',
          detail: '',
          usable: false,
          note: 'It wants a code.',
          instead: 'IAM Identity Center works.',
        },
      ],
    })
    await page.getByText('Cline cannot use it · It wants a code.').waitFor()
    await page.getByText('IAM Identity Center works.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Sign in for work', exact: true }).count(), 0)
  })

  it('keeps where each value comes from folded away, and tells winner, loser and blanks when opened', async () => {
    const page = await show({ origins: ORIGINS })
    const panel = page.locator('details.origins')
    assert.equal(await panel.getAttribute('open'), null)
    await panel.getByText('1 worth a look').waitFor()
    await panel.locator('summary').click()
    await panel.getByText(opened().host.machine).waitFor()
    const row = (name: string) => panel.getByRole('row').filter({ hasText: name })
    assert.match((await row('credentials file').textContent()) ?? '', /AKIA…2222[\s\S]*Used/)
    assert.match((await row('AWS_ACCESS_KEY_ID').textContent()) ?? '', /Overruled[\s\S]*A named profile wins/)
    assert.match((await row('AWS_SESSION_TOKEN').textContent()) ?? '', /only blanks/)
    await panel.getByText('Nothing sets it.').waitFor()
    await clean()
  })

  it('shows a sign-in with its code, opens, copies, cancels, and reads the code out', async () => {
    const page = await show({ signIn: RUNNING })
    await page.getByText('The AWS CLI is starting.').waitFor()
    await open.show(state({ signIn: DEVICE }))
    assert.equal(await page.locator('.sign-in-code code').textContent(), 'ABCD-EFGH')
    assert.match(String(await page.locator('[aria-live]').allTextContents()), /ABCD-EFGH/)
    for (const name of ['Open sign-in page', 'Copy code', 'Cancel the sign-in']) {
      await button(name).click()
    }
    assert.deepEqual(
      (await open.intents()).map(({ type }) => type),
      ['openSignInPage', 'copySignInCode', 'cancelSignIn'],
    )
    assert.equal(await primaries().count(), 1)
    await clean()
  })

  it('takes the code that aws login shows in the browser, and forgets it', async () => {
    const page = await show({ signIn: { ...DEVICE, asksForCode: true } })
    await fill('sign-in-code', 'secret-code')
    await button('Enter code').click()
    assert.deepEqual(await open.intents(), [{ type: 'enterSignInCode', code: 'secret-code' }])
    assert.equal(await page.locator('#sign-in-code input').inputValue(), '')
  })

  it('tells why a sign-in did not work, in the place of the check that asked for it', async () => {
    const page = await show({
      signIn: { ...RUNNING, status: 'failed', problem: explained('The AWS CLI is not installed here') },
    })
    await page.getByRole('heading', { name: 'The AWS CLI is not installed here' }).waitFor()
    assert.equal(await page.getByText('Credentials check').count(), 0)
    await button('Close').click()
    assert.deepEqual(await open.intents(), [{ type: 'cancelSignIn' }])
    await clean()
  })

  it('sends the form for a new profile as typed, and shows problems at their fields', async () => {
    const page = await show({ newProfile: FORM })
    await fill('sso-startUrl', 'https://example.awsapps.com/start')
    await fill('sso-ssoRegion', 'us-east-1')
    await button('Sign in and list accounts').click()
    const draft = { ...EMPTY, startUrl: 'https://example.awsapps.com/start', ssoRegion: 'us-east-1' }
    assert.deepEqual(await open.intents(), [{ type: 'findSsoAccounts', draft }])
    await open.show(state({ newProfile: { ...FORM, problems: { ssoRegion: 'A region is needed.' } } }))
    await page.getByRole('alert').filter({ hasText: 'A region is needed.' }).waitFor()
    assert.equal(await page.locator('#sso-ssoRegion').getAttribute('aria-invalid'), 'true')
    assert.equal(
      await page.locator('#sso-startUrl input').inputValue(),
      draft.startUrl,
      'nothing typed is lost',
    )
    await clean()
  })

  it('lists accounts and roles of the portal, and writes only what it has shown', async () => {
    const accounts = [
      { id: '111122223333', name: 'Dev' },
      { id: '444455556666', name: 'Prod' },
    ]
    const page = await show({ newProfile: { ...FORM, accounts } })
    await page.getByRole('combobox', { name: 'Account' }).click()
    await page.getByRole('option', { name: 'Prod — 444455556666' }).click()
    assert.deepEqual((await open.intents())[0], {
      type: 'findSsoRoles',
      draft: { ...EMPTY, account: '444455556666' },
    })
    const text = '[profile work]\nsso_session = corp\n'
    const preview = { id: 'preview-1', path: '/home/dev/.aws/config', text, isNew: false }
    await open.show(
      state({ newProfile: { ...FORM, status: 'planned', accounts, roles: ['Power'], preview } }),
    )
    await page.locator('.plan code').getByText('/home/dev/.aws/config').waitFor()
    assert.match(
      (await page.locator('.plan pre').textContent()) ?? '',
      /\+ \[profile work\]\s*\+ sso_session = corp/,
    )
    assert.equal(await primaries().count(), 1)
    await button('Add this profile').click()
    assert.deepEqual(await open.intents(), [{ type: 'addProfile', previewId: 'preview-1' }])
    await clean()
  })

  it('asks for the new key once, and leaves nothing of it on the page', async () => {
    const page = await show({ method: 'keys', rotation: ROTATION })
    assert.equal(await page.locator('#access-key-id').count(), 0, 'one set of fields')
    await fill('new-access-key-id', 'AKIAEXAMPLE222222222')
    await fill('new-secret-access-key', 'typed-secret')
    await button('Check the new key').click()
    assert.deepEqual(await open.intents(), [
      { type: 'rotateKeys', accessKeyId: 'AKIAEXAMPLE222222222', secretAccessKey: 'typed-secret' },
    ])
    assert.ok(!(await page.content()).includes('typed-secret'))
    await clean()
  })

  it('shows what a rotation changes before it writes, and what to restart after', async () => {
    const files = [{ path: '/home/dev/.cline/data/secrets.json', diff: '-  "awsAccessKey": "AKIA…2222"' }]
    const entered = { label: 'AKIA…3333', notes: [], secretRef: 1 }
    const ready: RotationState = { ...ROTATION, status: 'ready', entered, files, previewId: 'preview-2' }
    const page = await show({ method: 'keys', rotation: ready })
    await page.getByText('AKIA…3333').waitFor()
    await page.getByText('"awsAccessKey": "AKIA…2222"').waitFor()
    await button('Write the new key').click()
    assert.deepEqual(await open.intents(), [{ type: 'applyRotation', previewId: 'preview-2' }])
    await open.show(state({ method: 'keys', rotation: { ...ready, status: 'written', backup: 'backup-7' } }))
    await page.getByText(/Reload this window, and every other window in which Cline runs/).waitFor()
    await page.getByText('backup-7').waitFor()
    await clean()
  })

  it('shows the age of the key with the identity, and the root user as an alarm', async () => {
    const arn = 'arn:aws:iam::111122223333:root'
    const page = await show({
      identity: { account: '111122223333', arn, kind: 'root', name: 'root' },
      security: {
        run: 2,
        result: {
          id: 'security',
          status: 'warn',
          summary: 'The account’s root user is in use',
          facts: [{ label: 'Access key', value: 'AKIA…2222, 120 days old' }],
          explanation: explained('The account’s root user is in use'),
          durationMs: 3,
        },
      },
    })
    await page.getByText('AKIA…2222, 120 days old').first().waitFor()
    await page.getByRole('alert').getByText('The account’s root user is in use').first().waitFor()
    await clean()
  })

  it('fits a narrow panel with every part unfolded', async () => {
    for (const [name, shown] of Object.entries(credentialStates())) {
      open = await harness.open(shown, { width: 300 })
      await open.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
      const wide = await open.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      assert.equal(wide, 0, name)
    }
  })
})
