import assert from 'node:assert/strict'
import type { Aws } from '../../../src/app/ports.ts'
import type { InputScreen } from '../../../src/core/quickPicks/screen.ts'
import { FILES, fakeCline, fakeSignIn, healthyAws, openSession, refusal, UNSET } from '../wizard/fakes.ts'
import { settle } from '../wizard/patience.ts'
import { SECRET, type Walker, walkThrough } from './walker.ts'

const DENIED = refusal('bedrock', 'X', 'AccessDeniedException', 'not authorized to perform: bedrock:X')
const failing = () => Promise.resolve({ ok: false as const, failure: DENIED })

function open(change: Partial<Aws> = {}, rest: Parameters<typeof openSession>[0] = {}) {
  const world = openSession({ aws: healthyAws(change), ...rest })
  return { ...world, walker: walkThrough(world.session, settle) }
}

/** Up to the check of the model, with the profile "work". */
async function atModel(change: Partial<Aws> = {}, rest: Parameters<typeof openSession>[0] = {}) {
  const world = open(change, rest)
  const { walker } = world
  await settle()
  for (const row of ['AWS profile', 'work', 'Continue', 'eu-central-1', 'Continue', /Claude Sonnet/]) {
    await walker.pick(row)
  }
  assert.equal(walker.at, 'model-check')
  return world
}

const input = ({ screen }: Walker): InputScreen => {
  assert.equal(screen.kind, 'input')
  return screen as InputScreen
}

describe('A new Identity Center profile in quick picks', () => {
  const accounts = (...ids: string[]): Partial<Aws> => ({
    ssoAccounts: () => Promise.resolve({ ok: true, value: ids.map((id) => ({ id, name: `Account ${id}` })) }),
    ssoRoles: () => Promise.resolve({ ok: true, value: ['Dev', 'Ops'] }),
  })
  const toAccounts = async (change: Partial<Aws>, rest: Parameters<typeof openSession>[0] = {}) => {
    const world = open(change, rest)
    await settle()
    await world.walker.pick('AWS profile')
    await world.walker.pick('Add an Identity Center profile')
    await world.walker.enter('https://my-company.awsapps.com/start/#')
    await world.walker.enter('us-east-1')
    return world
  }

  it('says what is wrong with a field before anything is asked', async () => {
    const { walker } = open()
    await settle()
    await walker.pick('AWS profile')
    await walker.pick('Add an Identity Center profile')
    assert.match((await walker.enter('my-company')) ?? '', /such as https:/)
    assert.equal(await walker.enter('https://my-company.awsapps.com/start'), undefined)
    assert.match((await walker.enter('nowhere')) ?? '', /region of Identity Center/)
  })

  it('asks account and role, then shows the text, and writes only that', async () => {
    const added: string[] = []
    const { walker } = await toAccounts({
      ...accounts('111122223333', '444455556666'),
      appendProfile: ({ text }) => {
        added.push(text)
        return Promise.resolve({ kind: 'added', path: FILES.configPath })
      },
    })
    await walker.pick('Account 444455556666')
    await walker.pick('Ops')
    await walker.enter('')
    assert.equal(input(walker).placeholder, 'Ops-444455556666', 'the name that an empty field gets')
    await walker.enter('')
    assert.equal(walker.at, 'sso-preview')
    const shown = walker.screen.kind === 'pick' ? walker.screen.items[1]?.act : undefined
    assert.ok(shown?.type === 'show' && shown.shown.text.includes('[profile Ops-444455556666]'))
    assert.deepEqual(added, [])
    await walker.pick('Add this profile')
    assert.equal(added.length, 1)
    assert.equal(walker.at, 'credentials')
  })

  it('has nothing to choose with one account, and back does not lead round in circles', async () => {
    const { walker } = await toAccounts(accounts('111122223333'))
    assert.equal(walker.at, 'sso-role')
    await walker.back()
    assert.equal(walker.at, 'sso-ssoRegion')
  })

  it('leads back to the name when a profile of that name is there, which is not changed', async () => {
    const { walker } = await toAccounts(accounts('111122223333'))
    await walker.pick('Dev')
    await walker.enter('')
    await walker.enter('work')
    assert.equal(walker.at, 'sso-name')
    assert.match(input(walker).problem ?? '', /already/)
  })

  it('can be typed where the portal does not answer, and does not forget what was typed', async () => {
    const { walker } = await toAccounts(
      { ssoAccounts: failing },
      { signIn: fakeSignIn({ start: () => Promise.resolve({ kind: 'cli-missing' }) }) },
    )
    assert.ok(walker.labels().includes('Try again'))
    await walker.pick('Type the account’s number')
    assert.match((await walker.enter('12')) ?? '', /12 digits/)
    await walker.enter('1111-2222-3333')
    await walker.enter('Dev')
    await walker.enter('eu-central-1')
    await walker.enter('mine')
    assert.equal(walker.at, 'sso-preview')
    await walker.back()
    assert.equal(input(walker).value, 'mine')
  })
})

describe('A rotated key in quick picks', () => {
  const cline = fakeCline({
    status: () =>
      Promise.resolve({
        ok: true,
        value: { ...UNSET, provider: 'bedrock', region: 'eu-central-1', modelId: 'm', auth: 'keys' },
      }),
  })
  const toSecret = async (change: Partial<Aws> = {}) => {
    const world = open(change, { cline })
    await world.walker.pick('I rotated my key')
    await world.walker.pick('Access keys')
    await world.walker.enter('AKIAIOSFODNN7EXAMPLE')
    return world
  }

  it('is checked, shown and written, and never seen', async () => {
    const { walker, states } = await toSecret()
    await walker.enter(SECRET)
    await walker.enter('')
    assert.match(walker.screen.placeholder, /AWS accepts the new key: AKIA…/)
    assert.deepEqual(walker.labels(), ['Write the new key', 'globalState.json'])
    await walker.pick('Write the new key')
    assert.ok(walker.labels().includes('Reload window'))
    assert.ok(!JSON.stringify([states, walker.screen]).includes(SECRET))
  })

  it('is asked again when it is none, or when AWS refuses it', async () => {
    const { walker } = open({}, { cline })
    await walker.pick('I rotated my key')
    await walker.pick('Access keys')
    for (const text of ['not a key id', SECRET, '']) {
      await walker.enter(text)
    }
    assert.equal(walker.at, 'rotation-key-id')
    assert.notEqual(input(walker).problem, undefined)
    const refused = await toSecret({ callerIdentity: failing })
    await refused.walker.enter(SECRET)
    await refused.walker.enter('')
    await refused.walker.pick('Enter the key again')
    assert.equal(refused.walker.at, 'rotation-key-id')
  })
})

describe('The use-case form in quick picks', () => {
  const ANSWERS = ['Example Corp', 'https://example.com', undefined, 'Software', 'Writing code']
  const missing = { useCaseFormSubmitted: () => Promise.resolve({ ok: true as const, value: false }) }

  async function filled(change: Partial<Aws> = {}) {
    const sent: object[] = []
    const world = await atModel({
      ...missing,
      submitUseCaseForm: (_target, form) => {
        sent.push(form)
        return Promise.resolve({ ok: true, value: true })
      },
      ...change,
    })
    const { walker } = world
    await walker.pick(/use-case form/)
    await walker.pick('Company')
    const found: string[] = []
    for (const answer of ANSWERS) {
      if (answer === undefined) {
        await walker.pick('People inside the company')
      } else {
        found.push(input(walker).value)
        await walker.enter(answer)
      }
    }
    return { ...world, sent, found }
  }

  it('fills nothing in, holds the limits, and says how much is missing', async () => {
    const { walker } = await atModel(missing)
    await walker.pick(/use-case form/)
    assert.match(walker.screen.placeholder, /^5 answers are still missing/)
    assert.ok(!walker.labels().includes('Send to AWS…'), 'half a form cannot be sent')
    await walker.pick('What the models are used for')
    assert.match((await walker.enter('x'.repeat(8193))) ?? '', /At most 8192/)
    assert.deepEqual((await filled()).found, ['', '', '', ''])
  })

  it('is sent only after what it binds to was shown and confirmed', async () => {
    const { walker, sent } = await filled()
    assert.equal(walker.at, 'form')
    await walker.pick('Send to AWS…')
    assert.match(walker.labels()[0] ?? '', /statement in the name of the company/)
    assert.equal(walker.screen.kind === 'pick' && walker.screen.items[0]?.act.type, 'none')
    await walker.pick('Not now')
    assert.deepEqual(sent, [])
    await walker.pick('Send to AWS…')
    await walker.pick('Send to AWS')
    assert.equal(sent.length, 1)
    assert.equal(walker.at, 'model-check')
    assert.ok(walker.labels().includes('Stop waiting'))
  })

  it('goes to the administrator where it may not be sent, with the answers', async () => {
    const { walker, actions } = await filled({ submitUseCaseForm: failing })
    await walker.pick('Send to AWS…')
    await walker.pick('Send to AWS')
    assert.equal(walker.at, 'form-confirm')
    await walker.pick('Copy the form for the administrator')
    const copied = actions.at(-1)
    assert.ok(copied?.kind === 'copy' && copied.text.includes('put-use-case-for-model-access'))
  })

  it('offers the page for an answer of several lines, and only for that', async () => {
    const { walker } = await filled()
    await walker.pick('Fill it in on the page')
    assert.deepEqual(walker.outside.at(-1), { type: 'page', step: 'model-access' })
  })
})

describe('The Marketplace agreement in quick picks', () => {
  const unsold: Partial<Aws> = {
    modelAvailability: () =>
      Promise.resolve({
        ok: true,
        value: {
          agreement: 'NOT_AVAILABLE',
          authorization: 'AUTHORIZED',
          entitlement: 'AVAILABLE',
          region: 'AVAILABLE',
        },
      }),
  }
  const prices = [{ dimension: 'in', description: 'Input tokens', price: '3.00', unit: '1M' }]
  const offers = [{ offerId: 'offer-1', termsUrl: 'https://example.com/terms', refunds: 'None.', prices }]

  it('shows prices and terms, and accepts only on the explicit word', async () => {
    const accepted: string[] = []
    const { walker } = await atModel({
      ...unsold,
      agreementOffers: () => Promise.resolve({ ok: true, value: offers }),
      acceptAgreement: (_target, _model, { offerId }) => {
        accepted.push(offerId)
        return Promise.resolve({ ok: true, value: true })
      },
    })
    await walker.pick(/Marketplace agreement/)
    const rows = walker.screen.kind === 'pick' ? walker.screen.items : []
    assert.equal(rows.find(({ label }) => label === 'Input tokens')?.description, '$3.00 / 1M')
    await walker.pick('Read the terms')
    assert.deepEqual(walker.outside.at(-1), { type: 'open', url: 'https://example.com/terms' })
    await walker.pick('Accept the agreement…')
    assert.deepEqual(accepted, [])
    await walker.pick('Accept the agreement')
    assert.deepEqual(accepted, ['offer-1'])
    assert.equal(walker.at, 'model-check')
  })

  it('explains where it may not be read or accepted, with a text for the administrator', async () => {
    const unreadable = await atModel({ ...unsold, agreementOffers: failing })
    await unreadable.walker.pick(/Marketplace agreement/)
    assert.deepEqual(unreadable.walker.labels().slice(1), [
      'Show the offer',
      'Copy the agreement for the administrator',
    ])
    const { walker } = await atModel({
      ...unsold,
      agreementOffers: () => Promise.resolve({ ok: true, value: offers }),
      acceptAgreement: failing,
    })
    await walker.pick(/Marketplace agreement/)
    await walker.pick('Accept the agreement…')
    await walker.pick('Accept the agreement')
    assert.ok(walker.labels().includes('Copy the agreement for the administrator'))
  })

  it('is not needed where the Marketplace has no offer', async () => {
    const { walker } = await atModel(unsold)
    await walker.pick(/Marketplace agreement/)
    assert.match(walker.labels()[0] ?? '', /no agreement is needed/)
    await walker.pick('Continue')
    assert.equal(walker.at, 'model-check')
  })
})

describe('The least policy in quick picks', () => {
  it('shows and copies each form, and takes what else it allows into them', async () => {
    const { walker, actions } = await atModel()
    await walker.pick(/Show the policy/)
    await walker.pick('Show as Terraform')
    const shown = walker.outside.at(-1)
    assert.ok(shown?.type === 'show' && shown.shown.text.startsWith('resource "aws_iam_policy"'))
    await walker.pick(/Also allow the first use/)
    await walker.pick('Copy as JSON')
    const copied = actions.at(-1)
    assert.ok(copied?.kind === 'copy' && copied.text.includes('PutUseCaseForModelAccess'))
    await walker.pick('Compare with AWS’s own policy')
    const compared = walker.outside.at(-1)
    assert.ok(compared?.type === 'show' && compared.shown.text.includes('| AmazonBedrockLimitedAccess |'))
  })

  it('is created on the explicit word only, beside one of the same name, and taken back', async () => {
    const names: string[] = []
    const taken = refusal('iam', 'CreatePolicy', 'EntityAlreadyExistsException', 'exists')
    const { walker } = await atModel({
      createPolicy: (_target, { name }) => {
        names.push(name)
        return Promise.resolve(
          names.length === 1
            ? { ok: false, failure: taken }
            : { ok: true, value: `arn:aws:iam::1:policy/${name}` },
        )
      },
    })
    await walker.pick(/Show the policy/)
    await walker.pick('Create it in AWS…')
    assert.deepEqual(names, [])
    await walker.pick('Create and attach it')
    assert.ok(walker.labels().includes('A policy of the first name exists already and is left alone.'))
    await walker.pick('Create and attach it')
    assert.deepEqual(names, ['ClineBedrockInvokeAccess', 'ClineBedrockInvokeAccess-2'])
    await walker.pick('Take it back')
    assert.ok(!walker.labels().includes('Take it back'))
  })

  it('goes to the administrator where it may not be created, and nothing waits after going back', async () => {
    const { walker } = await atModel({ createPolicy: failing })
    await walker.pick(/Show the policy/)
    await walker.pick('Create it in AWS…')
    await walker.pick('Create and attach it')
    assert.ok(walker.labels().includes('Copy as AWS CLI'))
    await walker.pick('Show again')
    await walker.back()
    assert.equal(walker.state.model.grant?.apply.status, 'idle')
  })
})
