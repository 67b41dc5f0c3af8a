import assert from 'node:assert/strict'
import type { WizardState } from '../../src/core/wizard/state.ts'
import { at, edited, failed, models, opened, SONNET, signedIn } from './support/fixtures.ts'
import { gallery } from './support/gallery.ts'
import { type Act, type Harness, type OpenPage, startHarness, whatIsAsked } from './support/harness.ts'

describe('The page asks the host', () => {
  let harness: Harness
  before(async () => {
    harness = await startHarness()
  })
  after(() => harness.close())

  const asked = (state: WizardState, act: Act) => whatIsAsked(harness, state, act)

  const clicks = (state: WizardState, name: string) =>
    asked(state, ({ page }) => page.getByRole('button', { name, exact: true }).click())

  async function pick({ page }: OpenPage, name: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name, exact: true }).click()
    await page.getByRole('option', { name: option }).click()
  }

  it('for the whole state once, as soon as it is there', async () => {
    const { page } = await harness.open(undefined)
    assert.deepEqual(await page.evaluate('intents'), [{ type: 'ready' }])
  })

  it('for nothing of its own accord, however often the state comes down', async () => {
    for (const state of Object.values(gallery())) {
      const intents = await asked(state, async ({ show }) => {
        await show(
          edited(state, (draft) => {
            draft.lastRun += 1
          }),
        )
      })
      assert.deepEqual(intents, [])
    }
  })

  const methods = [
    ['Access keys', 'keys'],
    ['Bedrock API key', 'api-key'],
    ['AWS default chain', 'default'],
  ] as const
  for (const [name, method] of methods) {
    it(`for the way "${name}"`, async () => {
      const intents = await asked(opened(), ({ page }) =>
        page.getByRole('radio', { name, exact: true }).click(),
      )
      assert.deepEqual(intents, [{ type: 'chooseMethod', method }])
    })
  }

  it('for a way chosen with the arrow keys', async () => {
    const intents = await asked(opened(), async ({ page }) => {
      await page.getByRole('radio', { name: 'AWS profile', exact: true }).focus()
      await page.keyboard.press('ArrowDown')
    })
    assert.deepEqual(intents, [{ type: 'chooseMethod', method: 'keys' }])
  })

  it('for a profile, and shows the profile that the state names', async () => {
    const intents = await asked(opened(), (open) => pick(open, 'Profile', 'work'))
    assert.deepEqual(intents, [{ type: 'chooseProfile', profile: 'work' }])
    const { page } = await harness.open(at('credentials', signedIn))
    assert.equal(await page.evaluate('document.getElementById("profile").value'), 'work')
    assert.match(
      await page.evaluate<string>('document.getElementById("profile").displayValue'),
      /^work — IAM Identity Center — 1111/,
    )
  })

  it('for a profile by keyboard, and keeps the focus when the list is drawn anew', async () => {
    const { page, show, intents } = await harness.open(opened())
    await page.getByRole('combobox', { name: 'Profile' }).focus()
    await page.keyboard.press('ArrowDown')
    assert.deepEqual(await intents(), [{ type: 'chooseProfile', profile: 'default' }])
    await show(
      edited(opened(), (draft) => {
        draft.credentials.profile = 'default'
      }),
    )
    assert.equal(await page.evaluate('document.activeElement.id'), 'profile')
  })

  it('to use typed keys, and forgets them at once', async () => {
    const state = at('credentials', (draft) => {
      draft.credentials.method = 'keys'
    })
    const open = await harness.open(state)
    const { page } = open
    await page.getByRole('textbox', { name: 'Access key ID', exact: true }).fill(' AKIAIOSFODNN7EXAMPLE ')
    await page.getByRole('textbox', { name: 'Secret access key', exact: true }).fill('secret-EXAMPLEKEY')
    await page.getByRole('textbox', { name: 'Session token (optional)', exact: true }).fill('token-EXAMPLE')
    await page.getByRole('button', { name: 'Use these keys' }).click()
    assert.deepEqual(await open.intents(), [
      {
        type: 'useKeys',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'secret-EXAMPLEKEY',
        sessionToken: 'token-EXAMPLE',
      },
    ])
    await open.show(state)
    assert.doesNotMatch(await everything(open), /EXAMPLE/)
  })

  it('to use a typed API key with Enter, and forgets it at once', async () => {
    const state = at('credentials', (draft) => {
      draft.credentials.method = 'api-key'
    })
    const open = await harness.open(state)
    await open.page.getByRole('textbox', { name: 'API key', exact: true }).fill('ABSKEXAMPLE')
    // In the very turn in which the key is used: nothing may be left for a later frame.
    await open.page.evaluate(`window.addEventListener('keydown', () => (left = ${EVERYTHING}))`)
    await open.page.keyboard.press('Enter')
    assert.doesNotMatch(await open.page.evaluate<string>('left'), /ABSKEXAMPLE/)
    assert.deepEqual(await open.intents(), [{ type: 'useApiKey', apiKey: 'ABSKEXAMPLE' }])
    assert.doesNotMatch(await everything(open), /ABSKEXAMPLE/)
  })

  it('for nothing while one types, and keeps what is typed when a state comes down', async () => {
    const keys = at('credentials', (draft) => {
      draft.credentials.method = 'keys'
    })
    for (const [state, name] of [
      [keys, 'Secret access key'],
      [at('test-prompt'), 'Prompt'],
    ] as const) {
      const { page, show, intents } = await harness.open(state)
      const field = page.getByRole('textbox', { name, exact: true })
      await field.pressSequentially('half')
      const typed = await field.inputValue()
      await show({ ...state, lastRun: 99, notice: { text: 'Copied.', count: 1 } })
      assert.match(typed, /half/)
      assert.equal(await field.inputValue(), typed)
      assert.deepEqual(
        (await intents()).filter(({ type }) => type !== 'ready'),
        [],
      )
    }
  })

  it('for no keys while one is missing, and leads to the empty field', async () => {
    const state = at('credentials', (draft) => {
      draft.credentials.method = 'keys'
    })
    const { page, intents } = await harness.open(state)
    await page.getByRole('textbox', { name: 'Access key ID', exact: true }).fill('AKIAIOSFODNN7EXAMPLE')
    await page.getByRole('button', { name: 'Use these keys' }).click()
    assert.deepEqual(await intents(), [])
    assert.equal(await page.evaluate('document.activeElement.id'), 'secret-access-key')
  })

  it('for a region, all regions, and an endpoint', async () => {
    const state = at('region')
    assert.deepEqual(await asked(state, (open) => pick(open, 'Region', 'us-east-1')), [
      { type: 'chooseRegion', region: 'us-east-1' },
    ])
    assert.deepEqual(await clicks(state, 'Compare all regions'), [{ type: 'probeRegions' }])
    const asking = edited(state, (draft) => {
      draft.region.options = draft.region.options.map((option) => ({ ...option, probe: 'running' }))
    })
    assert.deepEqual(await clicks(asking, 'Stop asking'), [{ type: 'stopProbe' }])
    const intents = await asked(state, async ({ page }) => {
      await page.getByText('Use a VPC endpoint or gateway').click()
      await page.getByRole('textbox', { name: 'Endpoint URL' }).fill('https://vpce.example.com')
      await page.getByRole('button', { name: 'Use this endpoint' }).click()
    })
    assert.deepEqual(intents, [{ type: 'setEndpoint', endpoint: 'https://vpce.example.com' }])
  })

  it('for a model of the list or one by its ARN', async () => {
    const state = at('model-access')
    const other = await asked(state, ({ page }) =>
      page.getByRole('button', { name: /May run anywhere/ }).click(),
    )
    assert.deepEqual(other, [
      { type: 'chooseModel', modelId: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0' },
    ])
    const arn = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc'
    const intents = await asked(state, async ({ page }) => {
      await page.getByRole('textbox', { name: 'Model id or ARN' }).fill(arn)
      await page.keyboard.press('Enter')
    })
    assert.deepEqual(intents, [{ type: 'chooseModel', modelId: arn }])
  })

  it('for no other model while the list is searched', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      ...models()[0],
      id: `amazon.nova-${index}`,
      name: `Nova ${index}`,
    })) as NonNullable<WizardState['model']['options']>
    const state = at('model-access', (draft) => {
      draft.model.options = [...models(), ...many]
      draft.model.chosen = SONNET
    })
    const intents = await asked(state, async ({ page }) => {
      await page.getByText('Choose another model').click()
      await page.getByRole('textbox', { name: 'Search models' }).fill('nova 11')
      assert.equal(await page.getByText('1 of 15 models').count(), 1)
      assert.equal(await page.locator('.model-row').count(), 1)
      assert.match((await page.locator('.model-answer').textContent()) ?? '', new RegExp(SONNET))
    })
    assert.deepEqual(intents, [])
  })

  it('for the least policy and for a check again', async () => {
    assert.deepEqual(await clicks(gallery()['model-access'] ?? opened(), 'Copy least policy'), [
      { type: 'copyPolicy' },
    ])
    const failing = edited(gallery()['model-access-failed'] ?? opened(), (draft) => {
      // Where a remedy is to try again, one button for it is enough.
      draft.model.check.result?.explanation?.remedies.pop()
    })
    assert.deepEqual(await clicks(failing, 'Check again'), [{ type: 'check', check: 'model-access' }])
  })

  it('for the prompt’s text, to send it, and to stop it', async () => {
    const intents = await asked(at('test-prompt'), async ({ page }) => {
      await page.getByLabel('Prompt', { exact: true }).fill('Hi')
      await page.getByRole('button', { name: 'Send test prompt' }).click()
    })
    assert.deepEqual(intents, [{ type: 'setPrompt', text: 'Hi' }, { type: 'sendPrompt' }])
    assert.deepEqual(await clicks(gallery()['test-prompt-running'] ?? opened(), 'Stop'), [
      { type: 'stopPrompt' },
    ])
  })

  it('for the second remedy of a failed check, by its number', async () => {
    const state = at('credentials', (draft) => {
      draft.credentials.check = failed('credentials', 'Refused')
    })
    assert.deepEqual(await clicks(state, 'Copy request'), [{ type: 'remedy', of: 'credentials', index: 1 }])
    const intents = await asked(state, async ({ page }) => {
      await page.getByText('Details', { exact: true }).click()
      await page.getByRole('button', { name: 'Copy details' }).click()
    })
    assert.deepEqual(intents, [{ type: 'copyDetails', of: 'credentials' }])
  })

  it('to write exactly the preview that is shown, or to show one file’s diff', async () => {
    assert.deepEqual(await clicks(at('review'), 'Write Cline’s settings'), [
      { type: 'apply', previewId: 'preview-1' },
    ])
    assert.deepEqual(await clicks(at('review'), 'Open diff of secrets.json'), [
      { type: 'openDiff', index: 1 },
    ])
  })

  it('for undo, a reload, Cline, and its installation', async () => {
    assert.deepEqual(await clicks(at('done'), 'Undo'), [{ type: 'undo' }])
    assert.deepEqual(await clicks(at('done'), 'Reload window'), [{ type: 'reloadWindow' }])
    assert.deepEqual(await clicks(at('done'), 'Open Cline'), [{ type: 'openCline' }])
    const bare = edited(opened(), (draft) => {
      draft.host.cline.installed = false
    })
    assert.deepEqual(await clicks(bare, 'Install Cline'), [{ type: 'installCline' }])
  })

  it('for the next step only once it is open, and for an earlier one at any time', async () => {
    const { page } = await harness.open(opened())
    assert.equal(await page.getByRole('button', { name: 'Continue', exact: true }).isDisabled(), true)
    assert.equal(await page.getByRole('button', { name: /^\d?\s*Region/ }).isDisabled(), true)
    const ready = gallery().credentials ?? opened()
    assert.deepEqual(await clicks(ready, 'Continue'), [{ type: 'goTo', step: 'region' }])
    const back = await asked(at('review'), ({ page: shown }) =>
      shown.getByRole('button', { name: 'Region (passed)' }).click(),
    )
    assert.deepEqual(back, [{ type: 'goTo', step: 'region' }])
  })
})

/** All texts and values of the page, inside shadow trees, too. */
const EVERYTHING = `(() => {
    const parts = []
    const walk = (root) => {
      for (const element of root.querySelectorAll('*')) {
        parts.push(element.value, ...[...element.attributes].map(({ value }) => value))
        if (element.shadowRoot) walk(element.shadowRoot)
      }
    }
    walk(document)
    return parts.join('\\n') + document.documentElement.outerHTML
  })()`

const everything = ({ page }: OpenPage): Promise<string> => page.evaluate<string>(EVERYTHING)
