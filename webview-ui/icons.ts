import { html, nothing, svg, type TemplateResult } from 'lit'
import type { CheckState } from '../src/core/wizard/state.ts'

const PATHS = {
  pass: svg`<path d="M3.5 8.5l3 3 6-7" />`,
  warn: svg`<path d="M8 2.5l6 11H2zM8 6.5v3.5M8 11.6v.6" />`,
  fail: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  skip: svg`<path d="M3.5 8h9" />`,
  idle: svg`<circle cx="8" cy="8" r="4.5" />`,
  lock: svg`<path d="M4 7.5h8v5.5H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7v4.2M8 4.4v.8" />`,
}

/** A small picture beside a word that says the same, so it is hidden from screen readers. */
export function icon(name: keyof typeof PATHS): TemplateResult {
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    ${PATHS[name]}
  </svg>`
}

/** The picture of a check's state; a running check has the spinner instead. */
export const statusIcon = (status: CheckState['status']) => (status === 'running' ? nothing : icon(status))
