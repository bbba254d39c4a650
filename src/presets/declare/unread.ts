/** Fields for the table of a preset that are no data of the person, or that its `finish` reads: names parted by blanks. */
export const unread = (names: string): { [field: string]: null } =>
  Object.fromEntries(
    names
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((name) => [name, null]),
  )
