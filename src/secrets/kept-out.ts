/** Names of what was kept out of one record; never a value. */
export type KeptOut = Set<string>

/** Stands where a secret stood, in texts that go on without it. */
export const leftOut = '[left out]'
