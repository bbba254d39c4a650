/** A gate that an operator closes and opens: who comes while it is closed waits. */
export interface Hold {
  readonly isClosed: boolean
  close(): void
  open(): void
  /** Resolves as soon as the gate is open, at once when it is. */
  pass(): Promise<void>
}

export const createHold = (): Hold => {
  const waiting: (() => void)[] = []
  let isClosed = false

  return {
    get isClosed() {
      return isClosed
    },
    close: () => {
      isClosed = true
    },
    open: () => {
      isClosed = false
      for (const admit of waiting.splice(0)) admit()
    },
    pass: async () => {
      while (isClosed) await new Promise<void>((admit) => waiting.push(admit))
    },
  }
}
