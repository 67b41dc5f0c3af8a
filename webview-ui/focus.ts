import type { WizardState } from '../src/core/wizard/state.ts'

/**
 * Draws without losing the keyboard's place: a control whose options changed is made anew, so the one with the
 * same id gets the focus that its predecessor had. Where what had the focus has gone or been switched off, such
 * as a button that did its work, the part of the page around it gets it.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const { activeElement } = document
  const before =
    activeElement instanceof HTMLElement && root.contains(activeElement) ? activeElement : undefined
  const around = before === undefined ? [] : partsAround(before)
  draw()
  if (before === undefined || isUsable(before)) {
    return
  }
  const again = before.id === '' ? null : document.getElementById(before.id)
  const next = again !== null && isUsable(again) ? again : around.find((part) => part.isConnected)
  if (next !== undefined && next !== before && again !== next) {
    next.tabIndex = -1
  }
  next?.focus({ preventScroll: true })
}

const isUsable = (element: HTMLElement): boolean => element.isConnected && !element.hasAttribute('disabled')

/** From the inside out. */
function partsAround(element: HTMLElement): HTMLElement[] {
  const part = element.parentElement?.closest<HTMLElement>('section, fieldset, [role="group"]')
  return part === null || part === undefined ? [] : [part, ...partsAround(part)]
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
