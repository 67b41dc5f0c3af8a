import type { WizardState } from '../../src/core/wizard/state.ts'
import { choosing } from '../page/support/accessStates.ts'
import { model } from '../page/support/fixtures.ts'
import { startHarness } from '../page/support/harness.ts'

const MODELS = 500
const TYPED = 'example model 49 anywhere'

/** The model step with so many models in its list. */
const crowded = (): WizardState =>
  choosing((draft) => {
    draft.model.options = Array.from({ length: MODELS }, (_, index) =>
      model(`eu.example.model-${index}`, { name: `Model ${index}` }),
    )
  })

/**
 * How long the page is busy with each key typed into the search of 500 models: from the input event to the
 * end of drawing, in the page's own clock. Half of the keys are taken back again, so that lists grow, too.
 */
export async function reportModelSearch(): Promise<string[]> {
  const harness = await startHarness()
  try {
    const { page } = await harness.open(crowded())
    await page.getByText('Choose another model').click()
    await page.getByRole('textbox', { name: 'Search models' }).waitFor()
    const times = await page.evaluate<number[]>(`(() => {
      const field = document.querySelector('#model-search')
      const words = ${JSON.stringify(TYPED)}
      const texts = [...words].map((_, at) => words.slice(0, at + 1))
      return [...texts, ...texts.reverse(), ''].map((text) => {
        const started = performance.now()
        field.value = text
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
        document.body.getBoundingClientRect()
        return performance.now() - started
      })
    })()`)
    const sorted = [...times].sort((a, b) => a - b)
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
    return [
      `search among ${MODELS} models, ${times.length} keys: median ${at(0.5)} ms, slowest ${at(1)} ms (a frame has 16 ms)`,
    ]
  } finally {
    await harness.close()
  }
}
