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
  /** VS Code has told where the keyboard is: on none, it is put on the first row that fits what was typed. */
  moved(pick: QuickPick<Row>): void
}

/**
 * Remembers what is drawn, as a list that is set anew loses its place.
 * @param flushed resolves when VS Code has drawn what was set before, and told of all that came earlier. Until then it
 * may tell of a row of the earlier list, by its number alone, which is another row here.
 */
export function createRows(flushed: () => Promise<unknown>): Rows {
  let drawn = ''
  let wasBusy = false
  /** Where the keyboard is, and where it was put without the user's doing. */
  let current: PickItem | undefined
  let placed: PickItem | undefined
  /** Counts lists, up to the newest and up to the one that VS Code shows. */
  let made = 0
  let shown = 0

  function put(pick: QuickPick<Row>, row: Row | undefined): void {
    current = row?.item
    pick.activeItems = row === undefined ? [] : [row]
  }

  return {
    fill(pick, { at, items, active, busy }, afresh) {
      const text = JSON.stringify([at, items])
      if (!afresh && text === drawn) {
        return
      }
      drawn = text
      const before = current
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
      put(pick, next)
      made += 1
      const list = made
      const done = () => {
        shown = list
      }
      void flushed().then(done, done)
    },
    keep(pick, wanted) {
      const kept = pick.items.find(({ item }) => item !== undefined && isSame(item, wanted))
      if (kept !== undefined) {
        put(pick, kept)
      }
    },
    moved(pick) {
      if (shown === made) {
        current = pick.activeItems[0]?.item
      }
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
