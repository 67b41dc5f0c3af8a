import { t } from '@vscode/l10n'

const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/**
 * A running clock that the host starts: `elapsed` milliseconds had passed when it was set, of `limit` at
 * most. It counts on by itself, as the host speaks only when there is news.
 */
class ElapsedTime extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined
  #since = 0
  #elapsed = 0
  #limit = 0
  readonly #bar = document.createElement('progress')
  readonly #text = document.createElement('span')

  set times({ elapsed, limit }: { elapsed: number; limit: number }) {
    if (elapsed !== this.#elapsed || limit !== this.#limit) {
      this.#since = performance.now()
      this.#elapsed = elapsed
      this.#limit = limit
    }
    this.#show()
  }

  connectedCallback(): void {
    this.#bar.setAttribute('aria-label', t('Time that has passed'))
    this.#text.className = 'elapsed-text'
    this.append(this.#bar, this.#text)
    this.#timer = setInterval(() => this.#show(), 1000)
    this.#show()
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer)
    this.replaceChildren()
  }

  #show(): void {
    const passed = this.#elapsed + (performance.now() - this.#since)
    this.#bar.max = this.#limit
    this.#bar.value = Math.min(passed, this.#limit)
    this.#text.textContent = t('{0} of at most {1}', clock(passed), clock(this.#limit))
  }
}

customElements.define('elapsed-time', ElapsedTime)
