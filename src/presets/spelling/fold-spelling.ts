const separators = /(?<!^)[_\-\s]/g

const folded = new Map<string, string>()

/**
 * A name without case, underscores, dashes and blanks: `USER_LOGIN`, `UserLogin` and `user-login` are one name. What it
 * begins with stays: `_id` is not `id`.
 */
export const foldSpelling = (name: string): string => {
  let known = folded.get(name)
  if (known === undefined) {
    known = name.toLowerCase().replace(separators, '')
    // Objects that are used as dictionaries have names without end.
    if (folded.size < 10_000) folded.set(name, known)
  }
  return known
}
