import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import type { PickItem, PickScreen } from '../../../src/core/quickPicks/screen.ts'
import { createRows, type Row } from '../../../src/host/native/rows.ts'
import { until } from '../../lib/until.ts'

const row = (label: string): PickItem => ({ icon: 'globe', label, act: { type: 'close' } })
const screen = (...labels: string[]): PickScreen => ({
  kind: 'pick',
  at: 'regions',
  title: 'Regions',
  step: 2,
  total: 7,
  placeholder: 'Region',
  busy: true,
  items: labels.map(row),
})

describe('rows of a real quick pick', () => {
  let pick: vscode.QuickPick<Row>
  const rows = createRows(() => Promise.resolve())
  const active = () => pick.activeItems[0]?.item?.label

  before(() => {
    pick = vscode.window.createQuickPick<Row>()
    pick.onDidChangeActive(() => rows.moved(pick))
    rows.fill(pick, screen('eu-central-1', 'us-east-1'), true)
    pick.show()
  })

  after(() => pick.dispose())

  it('keep one under the keyboard when new rows meet a word that was just typed', async () => {
    await until(() => active() === 'eu-central-1', 'the first row')
    pick.value = 'us-'
    // VS Code has not told yet where the word led: these rows want the keyboard on one that it hides.
    rows.fill(pick, screen('eu-central-1', 'us-east-1', 'us-west-2'), false)
    await until(() => active() === 'us-east-1', 'the row that fits')
  })

  it('leave it on none where nothing fits', async () => {
    pick.value = 'xyz'
    await until(() => pick.activeItems.length === 0, 'no row')
    assert.equal(pick.items.length, 3)
  })
})

describe('rows, while VS Code still tells of the list before', () => {
  it('take no word of it for the user’s, and take the user’s afterwards', async () => {
    let drawn = () => {}
    const rows = createRows(
      () =>
        new Promise<void>((resolve) => {
          drawn = resolve
        }),
    )
    const pick = { items: [], activeItems: [], value: '' } as unknown as vscode.QuickPick<Row>
    const active = () => pick.activeItems[0]?.item?.label
    const told = (label: string) => {
      pick.activeItems = pick.items.filter(({ item }) => item?.label === label)
      rows.moved(pick)
    }
    rows.fill(pick, screen('Stop', 'Details'), true)
    // The number of a row in the earlier list is that of another one here.
    told('Details')
    rows.fill(pick, { ...screen('Continue', 'Result', 'Details'), busy: false }, false)
    assert.equal(active(), 'Continue', 'nobody has moved')
    drawn()
    await Promise.resolve()
    told('Result')
    rows.fill(pick, { ...screen('Continue', 'Result', 'Details', 'More'), busy: false }, false)
    assert.equal(active(), 'Result', 'the user has')
  })
})
