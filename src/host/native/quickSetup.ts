import { t } from '@vscode/l10n'
import {
  type InputBox,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  ThemeIcon,
  window,
} from 'vscode'
import { firstPlace, placeBefore, settle } from '../../core/quickPicks/places.ts'
import type { Act, InputScreen, PickItem, PickScreen, Place } from '../../core/quickPicks/screen.ts'
import { screenOf } from '../../core/quickPicks/screens.ts'
import type { WizardState } from '../../core/wizard/state.ts'
import type { SharedSession } from '../wizardSession.ts'

interface Row extends QuickPickItem {
  item: PickItem
}

/** The whole set-up in VS Code's own quick picks, on the same wizard as the page. */
export interface QuickSetup {
  open(): void
}

/** Makes the quick picks; `openPage` is the way over to the page, for now or always. */
export function createQuickSetup(shared: SharedSession, openPage: (always: boolean) => void): QuickSetup {
  let running: { show: () => void } | undefined
  return {
    open() {
      running ??= run(shared, openPage, () => {
        running = undefined
      })
      running.show()
    },
  }
}

function run(
  shared: SharedSession,
  openPage: (always: boolean) => void,
  ended: () => void,
): { show: () => void } {
  const toPage: QuickInputButton = { iconPath: new ThemeIcon('browser'), tooltip: t('Use the page instead') }
  const typed: Partial<Record<'accessKeyId' | 'secretAccessKey', string>> = {}
  let noticed = 0
  let open: QuickPick<Row> | InputBox | undefined
  let drawn = ''
  let shownAt: Place | undefined
  let entered = false
  const session = shared.join(() => draw())
  let at = firstPlace(session.state)

  function end(): void {
    const closing = open
    open = undefined
    closing?.dispose()
    session.dispose()
    ended()
  }

  /** Replaces the open input by one of the other kind without ending. */
  function replace<T extends QuickPick<Row> | InputBox>(next: T): T {
    const old = open
    open = next
    old?.dispose()
    next.ignoreFocusOut = true
    next.onDidHide(() => {
      if (open === next) {
        end()
      }
    })
    next.onDidTriggerButton((button) => {
      if (button === toPage) {
        openPage(true)
        end()
      } else {
        go(placeBefore(at, session.state) ?? at)
      }
    })
    return next
  }

  function go(to: Place): void {
    at = to
    draw()
  }

  function act(what: Act): void {
    switch (what.type) {
      case 'none':
        return
      case 'close':
        end()
        return
      case 'page':
        void session.send({ type: 'goTo', step: what.step })
        // The page joins first, so that the wizard goes on.
        openPage(false)
        end()
        return
      case 'go':
        go(what.to)
        return
      case 'keep':
        typed[what.field] = what.value
        go(what.to)
        return
      case 'useKeys': {
        const { accessKeyId = '', secretAccessKey = '' } = typed
        delete typed.accessKeyId
        delete typed.secretAccessKey
        at = 'credentials'
        void session.send({ type: 'useKeys', accessKeyId, secretAccessKey, sessionToken: what.sessionToken })
        draw()
        return
      }
      case 'send':
        at = what.to ?? at
        void session.send(what.intent)
        if (what.intent.type === 'setPrompt') {
          void session.send({ type: 'sendPrompt' })
        }
        draw()
        return
      default:
        what satisfies never
    }
  }

  function draw(): void {
    const { state } = session
    tell(state)
    at = settle(at, state)
    const screen = screenOf(at, state)
    if (screen.kind === 'pick') {
      drawPick(screen)
    } else {
      drawInput(screen)
    }
    shownAt = at
  }

  const buttons = () =>
    placeBefore(at, session.state) === undefined ? [toPage] : [QuickInputButtons.Back, toPage]

  function drawPick(screen: PickScreen): void {
    const isNew = open === undefined || !('items' in open)
    const pick = isNew ? replace(window.createQuickPick<Row>()) : (open as QuickPick<Row>)
    if (isNew) {
      pick.matchOnDescription = true
      pick.matchOnDetail = true
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems
        if (chosen !== undefined) {
          pick.value = ''
          act(chosen.item.act)
        }
      })
    }
    Object.assign(pick, frameOf(screen), { busy: screen.busy, buttons: buttons() })
    const text = JSON.stringify([at, screen.items])
    if (isNew || text !== drawn) {
      drawn = text
      fill(pick, screen)
    }
    if (isNew) {
      pick.show()
    }
  }

  function drawInput(screen: InputScreen): void {
    if (shownAt === at && open !== undefined && !('items' in open)) {
      // The same field again: only a refusal of what was just entered is news.
      if (entered && screen.problem !== undefined) {
        open.validationMessage = screen.problem
      }
      return
    }
    const input = replace(window.createInputBox())
    Object.assign(input, frameOf(screen))
    input.prompt = screen.prompt
    input.password = screen.secret
    input.value = screen.value
    input.buttons = buttons()
    input.validationMessage = screen.problem
    input.onDidChangeValue(() => {
      input.validationMessage = undefined
    })
    input.onDidAccept(() => {
      if (input.value.trim() === '' && !screen.optional) {
        input.validationMessage = t('Please enter a value.')
        return
      }
      entered = true
      act(screen.submit(input.value))
      entered = false
    })
    input.show()
  }

  /** The page has a live region for these; here it is the status bar, which screen readers read out too. */
  function tell({ notice }: WizardState): void {
    if (notice !== undefined && notice.count !== noticed) {
      noticed = notice.count
      window.setStatusBarMessage(notice.text, 5000)
    }
  }

  return {
    show() {
      if (open === undefined) {
        draw()
      } else {
        open.show()
      }
    },
  }
}

const frameOf = ({ title, step, total, placeholder }: PickScreen | InputScreen) => ({
  title,
  step,
  totalSteps: total,
  placeholder,
})

function fill(pick: QuickPick<Row>, { items, active }: PickScreen): void {
  const rows = items.map(toRow)
  pick.items = rows
  const start = rows[active ?? 0]
  pick.activeItems = start === undefined ? [] : [start]
}

const toRow = (item: PickItem): Row => ({
  item,
  label: `$(${item.icon}) ${item.label}`,
  alwaysShow: item.act.type === 'none',
  ...(item.description !== undefined && { description: item.description }),
  ...(item.detail !== undefined && { detail: item.detail }),
})
