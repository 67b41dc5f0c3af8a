/**
 * Draws without losing the keyboard's place: a control whose options changed is made anew, so the one
 * with the same id gets the focus that its predecessor had.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const { activeElement } = document
  const id = activeElement !== null && root.contains(activeElement) ? activeElement.id : ''
  draw()
  if (id !== '' && activeElement?.isConnected === false) {
    document.getElementById(id)?.focus()
  }
}
