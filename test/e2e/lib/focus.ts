/** Where the keyboard is in the page: its name, and whether that can be seen. */
export const FOCUS = `(() => {
  const host = document.activeElement
  if (host === null || host === document.body) return { name: '', tag: 'BODY', seen: true }
  let inner = host
  while (inner.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement
  const probe = document.createElement('i')
  probe.style.color = 'var(--vscode-focusBorder)'
  document.body.append(probe)
  const wanted = getComputedStyle(probe).color
  probe.remove()
  const parts = [host, inner, ...(host.shadowRoot?.querySelectorAll('[part], .control, .root') ?? [])]
  const seen = parts.some((part) => {
    const style = getComputedStyle(part)
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0
    return outlined || style.borderTopColor === wanted
  })
  const box = host.getBoundingClientRect()
  const bar = document.querySelector('.actions')?.getBoundingClientRect()
  const covered = bar !== undefined && host.closest('.actions') === null && box.top >= bar.top && box.top < innerHeight
  const label = host.labels?.[0]?.textContent
  const name = (host.getAttribute('aria-label') ?? label ?? host.textContent ?? '').trim()
  return { name, tag: host.tagName, seen: seen && !covered }
})()`

/** A stop of the keyboard. */
export interface Focus {
  name: string
  tag: string
  seen: boolean
}
