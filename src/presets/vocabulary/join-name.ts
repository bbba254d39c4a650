/** Given, middle and family name as one display name; undefined when all are missing. */
export const joinName = (...parts: (string | undefined)[]): string | undefined => {
  let joined: string | undefined
  for (const part of parts) {
    const name = part?.trim()
    if (name !== undefined && name !== '') joined = joined === undefined ? name : `${joined} ${name}`
  }
  return joined
}
