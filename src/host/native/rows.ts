import { type QuickPick, type QuickPickItem, QuickPickItemKind } from 'vscode'
import type { PickItem, PickScreen } from '../../core/quickPicks/screen.ts'

/** A row of VS Code's quick pick; a heading has no item. */
export interface Row extends QuickPickItem {
  item?: PickItem
}

/** Fills quick picks with rows. */
export interface Rows {
  /** Draws what changed. The row under the keyboard stays under it, unless the place is another. */
  fill(pick: QuickPick<Row>, screen: PickScreen, afresh: boolean): void
  /** Puts the keyboard on a row, where it is still there. */
  keep(pick: QuickPick<Row>, item: PickItem): void
  /** Puts the keyboard on the first row that fits what was typed, when it is on none. */
  regain(pick: QuickPick<Row>): void
}

/** Remembers what is drawn, as a list that is set anew loses its place. */
export function createRows(): Rows {
  let drawn = ''
  let wasBusy = false
  /** Where the keyboard was put. */
  let placed: PickItem | undefined
  return {
    fill(pick, { at, items, active, busy }, afresh) {
      const text = JSON.stringify([at, items])
      if (!afresh && text === drawn) {
        return
      }
      drawn = text
      const before = pick.activeItems[0]?.item
      const rows = items.flatMap((item, index) =>
        item.group !== undefined && item.group !== items[index - 1]?.group
          ? [heading(item.group), toRow(item)]
          : [toRow(item)],
      )
      pick.items = rows
      const start = rows.filter(({ item }) => item !== undefined)[active ?? 0]
      // Who has not moved while something was under way wants what came of it, not what there was to do meanwhile.
      const isUnmoved = before !== undefined && before === placed
      const kept =
        afresh || (wasBusy && isUnmoved)
          ? undefined
          : rows.find(({ item }) => item !== undefined && isSame(item, before))
      const next = kept ?? start
      wasBusy = busy
      placed = kept === undefined || isUnmoved ? next?.item : undefined
      pick.activeItems = next === undefined ? [] : [next]
    },
    keep(pick, wanted) {
      const kept = pick.items.find(({ item }) => item !== undefined && isSame(item, wanted))
      if (kept !== undefined) {
        pick.activeItems = [kept]
      }
    },
    regain(pick) {
      // Rows drawn before VS Code told of the typing want the keyboard on one that the typing has hidden;
      // then Enter would do nothing. Rows set without a wish get it on the first that is left.
      if (pick.activeItems.length === 0 && pick.value !== '') {
        pick.items = [...pick.items]
      }
    },
  }
}

/** The same row, though its words may say more by now; what only tells something, such as a countdown, by its icon. */
const isSame = (a: PickItem, b: PickItem | undefined): boolean =>
  a.act.type === b?.act.type && (a.act.type === 'none' ? a.icon === b.icon : a.label === b.label)

const heading = (label: string): Row => ({ label, kind: QuickPickItemKind.Separator })

const toRow = (item: PickItem): Row => ({
  item,
  label: `$(${item.icon}) ${item.label}`,
  alwaysShow: item.act.type === 'none',
  ...(item.description !== undefined && { description: item.description }),
  ...(item.detail !== undefined && { detail: item.detail }),
})
