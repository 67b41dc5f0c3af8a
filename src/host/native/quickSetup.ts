import { t } from '@vscode/l10n'
import {
  commands,
  env,
  type InputBox,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPick,
  ThemeIcon,
  Uri,
  window,
} from 'vscode'
import type { StepId } from '../../core/checks/check.ts'
import type { AuthKind } from '../../core/choice.ts'
import { firstPlace, placeBefore, placeOfStep } from '../../core/quickPicks/places.ts'
import type { Act, InputScreen, PickScreen, Place } from '../../core/quickPicks/screen.ts'
import { screenOf } from '../../core/quickPicks/screens.ts'
import {
  back,
  leaving,
  type Outside,
  type Stride,
  settled,
  take,
  toPage,
  type Walk,
} from '../../core/quickPicks/walk.ts'
import type { WizardState } from '../../core/wizard/state.ts'
import type { DiffView } from '../diffView.ts'
import type { TextView } from '../textView.ts'
import type { SharedSession } from '../wizardSession.ts'
import { createRows, type Row } from './rows.ts'

/** The whole set-up in VS Code's own quick picks, on the same wizard as the page. */
export interface QuickSetup {
  /** Begins, or shows again what is open; with a place it goes there. */
  open(at?: Place): void
}

/** What the quick picks show things in. */
export interface QuickSetupDeps {
  shared: SharedSession
  diffs: DiffView
  texts: TextView
  /** The way over to the page, for now or always. */
  openPage: (always: boolean) => void
}

/** Where a step begins in the quick picks. */
export const quickPlace = (step: StepId): Place =>
  step === 'credentials' ? 'credentials' : placeOfStep(step)

/** Where a new key is entered. */
export const keyPlace = (kind: AuthKind | undefined): Place =>
  kind === 'api-key' ? 'rotation-api-key' : 'rotation-key-id'

/** Makes the quick picks; they run at most once in a window. */
export function createQuickSetup(deps: QuickSetupDeps): QuickSetup {
  let running: { show: (at?: Place) => void } | undefined
  return {
    open(at) {
      running ??= run(deps, () => {
        running = undefined
      })
      running.show(at)
    },
  }
}

function run(deps: QuickSetupDeps, ended: () => void): { show: (at?: Place) => void } {
  const toPageButton: QuickInputButton = {
    iconPath: new ThemeIcon('browser'),
    tooltip: t('Use the page instead'),
  }
  const rows = createRows(untilDrawn)
  let noticed = 0
  let open: QuickPick<Row> | InputBox | undefined
  let shownAt: Place | undefined
  let entered = false
  let clock: ReturnType<typeof setInterval> | undefined
  let isReady = false
  // A session that is new tells of its remembered answers while it is still being joined.
  const session = deps.shared.join(() => {
    if (isReady) {
      draw()
    }
  })
  isReady = true
  let walk: Walk = { at: firstPlace(session.state), typed: {} }

  function end(): void {
    const closing = open
    open = undefined
    walk = { at: walk.at, typed: {} }
    clearInterval(clock)
    closing?.dispose()
    for (const intent of leaving(walk, session.state)) {
      void session.send(intent)
    }
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
      if (button === toPageButton) {
        void session.send(toPage(walk))
        deps.openPage(true)
        end()
      } else {
        follow(back(walk, session.state))
      }
    })
    return next
  }

  function follow({ walk: next, intents, outside }: Stride): void {
    walk = next
    for (const intent of intents) {
      void session.send(intent)
    }
    if (outside === undefined) {
      draw()
    } else {
      leaveTo(outside)
    }
  }

  function leaveTo(outside: Outside): void {
    switch (outside.type) {
      case 'close':
        end()
        return
      case 'page':
        deps.openPage(false)
        end()
        return
      case 'show':
        void deps.texts.show(outside.shown)
        return
      case 'diff':
        void deps.diffs.open(outside.file, undefined, { preserveFocus: true })
        return
      case 'open':
        void env.openExternal(Uri.parse(outside.url, true))
        return
      default:
        outside satisfies never
    }
  }

  const act = (what: Act) => follow(take(walk, what, session.state))

  function draw(): void {
    const { state } = session
    tell(state)
    walk = settled(walk, state)
    const screen = screenOf(walk.at, state, { now: Date.now(), language: env.language })
    keepTime(screen.kind === 'pick' && screen.ticks === true)
    if (screen.kind === 'pick') {
      drawPick(screen)
    } else {
      drawInput(screen)
    }
    shownAt = walk.at
  }

  /** Only the placeholder changes with the clock, so that nothing moves under the keyboard. */
  function keepTime(ticks: boolean): void {
    if (!ticks) {
      clearInterval(clock)
      clock = undefined
    } else {
      clock ??= setInterval(draw, 1000)
    }
  }

  const buttons = () =>
    placeBefore(walk.at, session.state) === undefined
      ? [toPageButton]
      : [QuickInputButtons.Back, toPageButton]

  function drawPick(screen: PickScreen): void {
    const isNew = open === undefined || !('items' in open)
    const pick = isNew ? replace(window.createQuickPick<Row>()) : (open as QuickPick<Row>)
    if (isNew) {
      pick.matchOnDescription = true
      pick.matchOnDetail = true
      pick.keepScrollPosition = true
      pick.onDidChangeActive(() => rows.moved(pick))
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems
        if (chosen?.item !== undefined) {
          pick.value = ''
          act(chosen.item.act)
          if (open === pick) {
            rows.keep(pick, chosen.item)
          }
        }
      })
    }
    Object.assign(pick, frameOf(screen), { busy: screen.busy, buttons: buttons() })
    if (shownAt !== walk.at) {
      pick.value = ''
    }
    rows.fill(pick, screen, isNew || shownAt !== walk.at)
    if (isNew) {
      pick.show()
    }
  }

  function drawInput(screen: InputScreen): void {
    if (shownAt === walk.at && open !== undefined && !('items' in open)) {
      // The same field again: only a refusal of what was just entered is news.
      if (entered && screen.problem !== undefined) {
        open.validationMessage = screen.problem
      }
      return
    }
    const input = replace(window.createInputBox())
    Object.assign(input, frameOf(screen), { prompt: screen.prompt, password: screen.secret })
    input.value = screen.value
    input.buttons = buttons()
    input.validationMessage = screen.problem
    let tried = false
    const refusal = (text: string) =>
      text.trim() === '' && !screen.optional ? t('Please enter a value.') : screen.refuse?.(text)
    // Nobody is told off while still typing, only once something was refused.
    input.onDidChangeValue((text) => {
      input.validationMessage = tried ? refusal(text) : undefined
    })
    input.onDidAccept(() => {
      tried = true
      input.validationMessage = refusal(input.value)
      if (input.validationMessage === undefined) {
        entered = true
        act(screen.submit(input.value))
        entered = false
      }
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
    show(at) {
      if (at !== undefined) {
        // What was begun elsewhere is closed as when one leaves it by hand.
        act({ type: 'go', to: at })
      } else if (open === undefined) {
        draw()
      } else {
        open.show()
      }
    },
  }
}

/** What is set goes to VS Code at the next turn; whatever is asked after that is answered when it is drawn. */
async function untilDrawn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  await commands.executeCommand('setContext', 'bedrockSetup.quickPicks', true)
}

const frameOf = ({ title, step, total, placeholder }: PickScreen | InputScreen) => ({
  title,
  step,
  totalSteps: total,
  placeholder,
})
