/** Given, middle and family name as one display name; undefined when all are missing. */
export const joinName = (...parts: (string | undefined)[]): string | undefined => {
  const present = parts.map((part) => part?.trim()).filter((part) => part !== undefined && part !== '')
  return present.length > 0 ? present.join(' ') : undefined
}
