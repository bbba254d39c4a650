export interface IssuedToken {
  appId: string
  scope: string
  /** Whole seconds since the epoch, by the sandbox's own clock. */
  expiresAtSeconds: number
}

/** So many tokens are kept before the expired ones are dropped. */
const sweepAt = 10_000

/** The access tokens issued so far. */
export class TokenStore {
  readonly #tokens = new Map<string, IssuedToken>()

  add(token: string, issued: IssuedToken, nowSeconds: number): void {
    if (this.#tokens.size >= sweepAt) this.#sweep(nowSeconds)
    this.#tokens.set(token, issued)
  }

  find(token: string): IssuedToken | undefined {
    return this.#tokens.get(token)
  }

  /** Every token issued so far is expired from now on. */
  expireAll(): void {
    for (const issued of this.#tokens.values()) issued.expiresAtSeconds = 0
  }

  #sweep(nowSeconds: number): void {
    for (const [token, issued] of this.#tokens) {
      if (issued.expiresAtSeconds <= nowSeconds) this.#tokens.delete(token)
    }
  }
}
