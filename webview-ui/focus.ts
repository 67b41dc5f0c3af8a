import type { WizardState } from '../src/core/wizard/state.ts'
import { type Before, lookAround, placesAfter } from './focusPlace.ts'

/**
 * Draws without losing the keyboard's place: a control whose options changed is made anew, so the one with the
 * same id gets the focus that its predecessor had. Where what had the focus has gone, been switched off or folded
 * away, such as a button that did its work, what came of it gets the focus, or what stands nearest.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const { activeElement } = document
  const before: Before | undefined =
    activeElement instanceof HTMLElement && root.contains(activeElement)
      ? lookAround(root, activeElement)
      : undefined
  draw()
  if (before === undefined || isUsable(before.element)) {
    return
  }
  const { id } = before.element
  const again = id === '' ? null : document.getElementById(id)
  if (again !== null && isUsable(again)) {
    again.focus({ preventScroll: true })
    return
  }
  const places = placesAfter(root, before).filter(isUsable)
  // Nothing scrolls by itself, so what can be seen goes first.
  const next = places.find(isInView) ?? places[0]
  if (next !== undefined) {
    visit(next)
  }
}

const FOLDED_AWAY = 'details:not([open]) > :not(summary)'

const isUsable = (element: HTMLElement): boolean =>
  element.isConnected &&
  !element.hasAttribute('disabled') &&
  !element.matches(`${FOLDED_AWAY}, ${FOLDED_AWAY} *`)

function isInView(element: HTMLElement): boolean {
  const { top, bottom, height } = element.getBoundingClientRect()
  const bar = element.closest('.actions') === null ? document.querySelector('.actions') : null
  const end = Math.min(innerHeight, bar?.getBoundingClientRect().top ?? innerHeight)
  return height > 0 && top >= 0 && bottom <= end
}

/** Words, unlike controls, can have the focus only while they do. */
function visit(element: HTMLElement): void {
  if (element.matches('h3, h4, legend, .spinner')) {
    element.tabIndex = -1
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
  }
  element.focus({ preventScroll: true })
  if (document.activeElement !== element) {
    // The toolkit switches a control's inner part on a moment after the control.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) {
        element.focus({ preventScroll: true })
      }
    })
  }
}

/** The field that the keyboard should go to because a gap in it was just found. */
export function gapFound(before: WizardState | undefined, now: WizardState): string | undefined {
  const form = firstNew(before?.model.access.problems, now.model.access.problems)
  const profile = firstNew(before?.credentials.newProfile?.problems, now.credentials.newProfile?.problems)
  return form === undefined ? profile && `sso-${profile}` : `form-${form}`
}

function firstNew(before: object | undefined, now: object | undefined): string | undefined {
  const [first] = Object.keys(now ?? {})
  return before !== undefined && Object.keys(before).length === 0 ? first : undefined
}
