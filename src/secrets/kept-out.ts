/** Takes the names of what is kept out of one record; never a value. */
export interface KeptOut {
  keepOut(name: string): void
}

/** Stands where a secret stood, in texts that go on without it. */
export const leftOut = '[left out]'

/** For those who want no names. */
export const unnamed: KeptOut = { keepOut: () => undefined }
