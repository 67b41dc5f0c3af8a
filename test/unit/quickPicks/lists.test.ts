import assert from 'node:assert/strict'
import { STEP_IDS } from '../../../src/core/checks/check.ts'
import { firstPlace, placeOfStep } from '../../../src/core/quickPicks/places.ts'
import type { PickItem, PickScreen, Place, View } from '../../../src/core/quickPicks/screen.ts'
import { screenOf } from '../../../src/core/quickPicks/screens.ts'
import { SAFEGUARD_IDS } from '../../../src/core/security/safeguards.ts'
import { newAccess } from '../../../src/core/wizard/access.ts'
import { newGrant } from '../../../src/core/wizard/grant.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at, edited, gallery, grant, passed, SONNET } from '../../page/support/fixtures.ts'
import { openSession } from '../wizard/fakes.ts'
import { settle } from '../wizard/patience.ts'
import { walkThrough } from './walker.ts'

const VIEW: View = { now: 0, language: 'en' }

function pick(place: Place, state: WizardState, view: View = VIEW): PickScreen {
  const screen = screenOf(place, state, view)
  assert.equal(screen.kind, 'pick')
  return screen as PickScreen
}

const labels = ({ items }: PickScreen): string[] => items.map(({ label }) => label)
const find = ({ items }: PickScreen, text: string | RegExp): PickItem => {
  const found = items.find(({ label }) => (typeof text === 'string' ? label === text : text.test(label)))
  assert.ok(
    found !== undefined,
    `${String(text)} is not among ${items.map(({ label }) => label).join(' | ')}`,
  )
  return found
}

describe('The title of a quick pick', () => {
  it('counts the same seven steps as the page', () => {
    STEP_IDS.forEach((step, index) => {
      const screen = screenOf(placeOfStep(step), at(step))
      assert.deepEqual([screen.step, screen.total], [index + 1, 7], step)
    })
  })

  it('begins where the page is, after a write at its summary, and where AWS is waited for', () => {
    assert.equal(firstPlace(at('credentials')), 'method')
    assert.equal(firstPlace(at('region')), 'region')
    assert.equal(firstPlace(at('test-prompt')), 'prompt')
    assert.equal(firstPlace(at('done')), 'done')
    assert.equal(firstPlace(at('security')), 'security')
    const waiting = at('model-access', (draft) => {
      draft.model.chosen = SONNET
    })
    assert.equal(firstPlace(waiting), 'model-check')
    const reloaded = at('credentials', (draft) => {
      const waited = { for: 'form', modelId: SONNET, region: 'eu-central-1', since: 0, looks: 0 } as const
      draft.model.access = { ...newAccess(), waiting: { ...waited, status: 'waiting' } }
    })
    assert.equal(firstPlace(reloaded), 'model-check', 'a wait outlives the window, and one comes back to it')
    find(pick('model-check', reloaded), 'Go to: Credentials')
  })
})

describe('What was checked', () => {
  it('can be read beside, also where all is well', () => {
    const { act } = find(pick('region-check', at('model-access')), 'eu-central-1 answers with 3 models.')
    assert.ok(act.type === 'show')
    assert.match(act.shown.text, /^- Endpoint: sts\.eu-central-1\.amazonaws\.com$/m)
  })

  it('has with it where each value comes from, and which does not count', () => {
    const state = at('region', (draft) => {
      const region = { name: 'AWS_REGION', value: 'eu-west-1', state: 'shadowed' } as const
      draft.credentials.origins = [{ value: 'region', sources: [region] }]
    })
    const { act } = find(pick('credentials', state), 'Where each value comes from')
    assert.ok(act.type === 'show')
    assert.match(act.shown.text, /The files of this computer are read\.[\s\S]*· AWS_REGION {2}eu-west-1/)
  })
})

describe('All regions in a quick pick', () => {
  const probed = (...latencies: (number | undefined)[]) =>
    at('region', (draft) => {
      draft.region.options = draft.region.options.map((option, index) => {
        const latencyMs = latencies[index]
        return latencyMs === undefined
          ? { ...option, probe: 'running' as const }
          : { ...option, probe: 'available' as const, latencyMs, models: 3, hasModel: index !== 1 }
      })
    })

  it('keep their places while they answer, and stand quickest first when they have', () => {
    const asking = pick('regions', probed(90, undefined, 20))
    assert.deepEqual([asking.busy, asking.placeholder], [true, '2 of 3 have answered'])
    assert.deepEqual(labels(asking), ['Stop asking', 'eu-central-1', 'eu-south-1', 'us-east-1'])
    const settled = pick('regions', probed(90, 1500, 20))
    assert.deepEqual(labels(settled), ['us-east-1', 'eu-central-1', 'eu-south-1', 'Compare again'])
    assert.equal(settled.items[0]?.description, '20 ms · Has your model · 3 models')
    assert.equal(settled.items[2]?.description, '1.5 sec · Without your model · 3 models')
    assert.match(settled.items[2]?.detail ?? '', /opt-in/)
  })

  it('are not asked any more when one has gone back, and one of them can be used at once', async () => {
    const { session, walker } = (() => {
      const world = openSession()
      return { ...world, walker: walkThrough(world.session, settle) }
    })()
    await settle()
    for (const row of ['AWS profile', 'work', 'Continue', 'Compare all regions']) {
      await walker.pick(row)
    }
    assert.equal(walker.at, 'regions')
    await walker.pick('us-east-1')
    assert.equal(session.state.region.chosen, 'us-east-1')
    assert.equal(walker.at, 'region-check')
  })
})

describe('An endpoint of one’s own in quick picks', () => {
  const HERE = 'https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com'
  const chosen = (edit: (draft: WizardState) => void = () => {}) =>
    at('region', (draft) => {
      draft.region.chosen = 'us-east-1'
      edit(draft)
    })

  it('refuses what is no plain address', () => {
    const screen = screenOf('endpoint-url', chosen())
    assert.ok(screen.kind === 'input' && screen.refuse !== undefined)
    for (const wrong of ['vpce', 'ftp://x', 'https://user:pass@x', 'https://x?y', 'https://x y']) {
      assert.notEqual(screen.refuse(wrong), undefined, wrong)
    }
    for (const fine of ['', HERE, ` ${HERE} `, 'http://localhost:8080/path']) {
      assert.equal(screen.refuse(fine), undefined, fine)
    }
  })

  it('offers FIPS where the region has it, removing, and what the address answered', () => {
    assert.match(find(pick('endpoint', chosen()), 'Use the FIPS endpoint').detail ?? '', /-fips\.us-east-1/)
    const set = chosen((draft) => {
      draft.region.endpoint = HERE
      draft.region.endpointCheck = passed('region', 'The endpoint answers in 3 ms.')
    })
    assert.deepEqual(labels(pick('endpoint', set)), [
      'Continue',
      'The endpoint answers in 3 ms.',
      'Enter an address…',
      'Use the FIPS endpoint',
      'Remove it',
      'Back to the regions',
    ])
    assert.deepEqual(find(pick('endpoint', set), 'Remove it').act, {
      type: 'send',
      intent: { type: 'setEndpoint', endpoint: '' },
      to: 'endpoint',
    })
  })

  it('and a region are left alone where an organisation decides them', () => {
    const locked = chosen((draft) => {
      draft.locked = { region: 'us-east-1', endpoint: HERE }
      draft.region.endpoint = HERE
    })
    assert.deepEqual(labels(pick('endpoint', locked)).includes('Remove it'), false)
    assert.equal(pick('region', locked).placeholder, 'Decided by your organisation')
    assert.equal(find(pick('region', locked), 'Continue').description, 'us-east-1')
  })

  it('that is no Bedrock does not lead on', () => {
    const wrong = chosen((draft) => {
      draft.region.check = passed('region', 'Fine.')
      draft.region.endpoint = HERE
      draft.region.endpointCheck = { status: 'fail', run: 1 }
    })
    assert.ok(!labels(pick('region-check', wrong)).includes('Continue'))
  })
})

describe('Models in a quick pick', () => {
  it('say in a line where they run, their room and price, and the whole beside', () => {
    const state = at('model-access', (draft) => {
      draft.model.chosen = SONNET
      draft.model.check = passed('model-access', 'No blocker found.')
      draft.model.catalogue = '1.2.3'
    })
    const [first] = pick('model', state).items
    assert.equal(first?.description, 'Stays in Europe · 200k context · $3.30 / $16.50 per 1M tokens')
    assert.equal(first?.group, 'Recommended')
    const old = find(pick('model', state), /Haiku/)
    assert.match(old.description ?? '', /^legacy · Only this region/)
    const { act } = find(pick('model-check', state), 'Where requests run, limits and price')
    assert.ok(act.type === 'show')
    assert.match(act.shown.text, /eu-central-1, eu-west-1, eu-west-3/)
    assert.match(act.shown.text, /64000 tokens/)
    const retired = edited(state, (draft) => {
      draft.model.chosen = 'anthropic.claude-3-haiku-20240307-v1:0'
    })
    find(pick('model-check', retired), /switches it off on Jan 15, 2030\. Newer here: Claude Haiku 4\.5\./)
  })

  it('may be two: the one for planning is chosen apart, and given up again', () => {
    const state = at('test-prompt', (draft) => {
      draft.model.planModel = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'
    })
    assert.equal(
      find(pick('model-check', state), 'Another model for planning…').detail,
      state.model.planModel,
    )
    const screen = pick('plan-model', state)
    assert.match(screen.title, /Model for planning$/)
    assert.deepEqual(screen.items[0]?.act, {
      type: 'send',
      intent: { type: 'choosePlanModel', modelId: '' },
      to: 'model-check',
    })
    assert.equal(screen.items.find(({ icon }) => icon === 'check')?.detail, state.model.planModel)
  })

  it('count the wait for AWS in the field, where nothing moves, up to AWS’s own limit', () => {
    const state = at('model-access', (draft) => {
      draft.model.chosen = SONNET
      const waiting = {
        for: 'form',
        modelId: SONNET,
        region: 'eu-central-1',
        looks: 0,
        status: 'waiting',
      } as const
      draft.model.access = { ...newAccess(), waiting: { ...waiting, since: 1000 } }
    })
    const screen = pick('model-check', state, { ...VIEW, now: 66_000 })
    assert.deepEqual([screen.ticks, screen.busy], [true, true])
    assert.equal(screen.placeholder, 'Waiting for AWS: 1:05 of at most 15:00')
    const later = pick('model-check', state, { ...VIEW, now: 67_000 })
    assert.deepEqual(later.items, screen.items)
    assert.match(pick('model-check', state, { ...VIEW, now: 10 ** 9 }).placeholder, /15:00 of at most 15:00$/)
  })

  it('in GovCloud are switched on by hand: no agreement is offered there', () => {
    const state = at('model-access', (draft) => {
      draft.region.chosen = 'us-gov-west-1'
      draft.model.chosen = SONNET
      draft.model.access = { ...newAccess(), agreement: 'missing' }
    })
    const screen = pick('model-check', state)
    assert.equal(find(screen, 'Open the Model access page').act.type, 'open')
    assert.ok(!labels(screen).some((label) => label.includes('Marketplace')))
  })
})

describe('Creating the policy', () => {
  const held = (change: Parameters<typeof newGrant>[0]) =>
    at('test-prompt', (draft) => {
      draft.model.grant = newGrant(change, { discovery: false, firstUse: false })
    })

  it('is not offered to whom IAM cannot give it, with the way that there is', () => {
    const { basis } = grant()
    const sso = pick('policy', held({ ...basis, principal: { kind: 'sso-role', name: 'PowerUser' } }))
    assert.equal(find(sso, /permission set PowerUser/).act.type, 'none')
    const key = pick('policy', held({ ...basis, auth: 'api-key' }))
    find(key, /Give the text to an administrator/)
    for (const screen of [sso, key]) {
      assert.ok(!labels(screen).includes('Create it in AWS…'))
    }
    find(pick('policy', held(basis)), 'Create it in AWS…')
  })
})

describe('The review in a quick pick', () => {
  const about = {
    separateModels: true,
    unusedApiKey: true,
    locked: {},
    place: { dataDirs: ['/home/dev/.cline/data'], providers: [], variables: [] },
  }

  it('asks what only the user can decide, and marks what holds', () => {
    const state = at('review', (draft) => {
      draft.review.about = about
      draft.review.options = { modes: ['act'], keepApiKey: false }
    })
    const screen = pick('review', state)
    assert.equal(find(screen, 'Act mode only').icon, 'pass-filled')
    assert.equal(find(screen, 'Both').icon, 'circle-large-outline')
    assert.deepEqual(find(screen, 'Keep it in Cline').act, {
      type: 'send',
      intent: { type: 'setWriteOptions', modes: ['act'], keepApiKey: true },
    })
  })

  it('says before the write that a running Cline is reloaded', () => {
    const write = (running: boolean) => {
      const state = at('review', (draft) => {
        draft.host.cline.running = running
      })
      return find(pick('review', state), 'Write Cline’s settings').detail ?? ''
    }
    assert.match(write(true), /window reloads right after/)
    assert.match(write(false), /backup is made first/)
  })

  it('writes nothing where nothing would change', () => {
    const state = at('review', (draft) => {
      draft.review.changed = false
      draft.review.files = []
    })
    assert.deepEqual(labels(pick('review', state)), [
      'Cline is set to this already: nothing needs to change.',
      'Close',
    ])
  })
})

describe('The summary in a quick pick', () => {
  it('names the windows whose Cline has older settings, how far Cline is, and the old keys in the backups', () => {
    const state = at('done', (draft) => {
      draft.running = {
        phase: 'probable',
        windows: [
          { pid: 7, name: 'shop', stale: true, asked: false },
          { pid: 8, name: '', stale: false, asked: false },
        ],
        apps: [{ name: 'Cursor', running: true }],
      }
      draft.review.keepsOldKeys = true
      draft.review.now = {
        provider: 'bedrock',
        modelId: 'm',
        region: 'eu-west-1',
        auth: 'profile',
        profile: 'work',
      }
    })
    const screen = pick('done', state)
    assert.deepEqual(find(screen, 'The window “shop”').act, {
      type: 'send',
      intent: { type: 'askReload', pid: 7 },
    })
    assert.ok(!labels(screen).includes('A window without a folder'), 'one that is up to date is left alone')
    find(screen, 'Cursor, open now')
    find(screen, /probably taken up/)
    find(screen, 'Bedrock · m · eu-west-1 · profile work')
    assert.equal(find(screen, 'Delete the backups').act.type, 'send')
  })
})

describe('Security in a quick pick', () => {
  it('has a line for everything that the page has, with the templates to read and to copy', () => {
    const state = gallery().security
    assert.ok(state !== undefined)
    const screen = pick('security', state)
    for (const { title } of state.security.practices ?? []) {
      find(screen, title)
    }
    assert.match(find(screen, 'Work all day').description ?? '', /^about \$\d/)
    assert.deepEqual(
      [...new Set(screen.items.map(({ group }) => group))],
      ['Secure access', 'Network', 'Monitoring and records', 'Errors and cost', 'Audits and data', 'More'],
    )
    for (const id of SAFEGUARD_IDS) {
      const { act } = find(pick(`safeguard-${id}`, state), 'Show as CloudFormation')
      assert.ok(act.type === 'show' && act.shown.text.length > 50, id)
    }
  })

  it('leads to the credentials where nobody is signed in, and waits visibly while AWS is asked', () => {
    const nobody = gallery()['security-nobody']
    const loading = gallery()['security-loading']
    assert.ok(nobody !== undefined && loading !== undefined)
    assert.deepEqual(find(pick('security', nobody), 'Go to: Credentials').act, { type: 'go', to: 'method' })
    assert.equal(pick('security', loading).busy, true)
  })
})
