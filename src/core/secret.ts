const HIDDEN = '[hidden]'

/** A key or token on its way from where it was typed to the one call that needs it. Never prints itself. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The plain text. Call it only where the value is handed to the SDK or to Cline's file. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  /** Node's `util.inspect` and so `console.log` use this well-known symbol. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}
