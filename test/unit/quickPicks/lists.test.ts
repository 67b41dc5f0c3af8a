import assert from 'node:assert/strict'
import { STEP_IDS } from '../../../src/core/checks/check.ts'
import { firstPlace, placeOfStep } from '../../../src/core/quickPicks/places.ts'
import type { View } from '../../../src/core/quickPicks/screen.ts'
import { screenOf } from '../../../src/core/quickPicks/screens.ts'
import { newAccess } from '../../../src/core/wizard/access.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { at, edited, passed, SONNET } from '../../page/support/fixtures.ts'
import { openSession } from '../wizard/fakes.ts'
import { settle } from '../wizard/patience.ts'
import { find, labels, pick } from './looking.ts'
import { walkThrough } from './walker.ts'

const VIEW: View = { now: 0, language: 'en' }

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

  it('have prices as the page writes them: money, with every digit that AWS gives, and other words as they are', () => {
    const price = (each: string, unit = 'Units') => ({ dimension: each, price: each, unit, description: '' })
    const prices = [price('0.003'), price('0.0000002'), price('1200.5', ''), price('on request', '')]
    const state = at('model-access', (draft) => {
      draft.model.chosen = SONNET
      draft.model.access = { ...newAccess(), agreement: 'missing', offers: [{ offerId: 'offer-1', prices }] }
    })
    const written = (language: string) =>
      pick('offer', state, { ...VIEW, language })
        .items.filter(({ icon }) => icon === 'credit-card')
        .map(({ description }) => description)
    assert.deepEqual(written('en'), ['$0.003 / Units', '$0.0000002 / Units', '$1,200.50', 'on request'])
    assert.deepEqual(written('zh-cn')[0], 'US$0.003 / Units')
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
