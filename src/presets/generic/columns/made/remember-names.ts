import { longestMadeName } from './made-of-words.js'

/** More than all but freaks of tables have columns, so that time follows the columns. Objects that are used as dictionaries have names without end. */
const mostNames = 131_072

/**
 * What a name says, found once for each: tables ask again in every record. A name longer than any column's says nothing.
 *
 * @param read what a folded name says
 */
export const rememberNames = <Found extends object>(
  read: (name: string) => Found | undefined,
): ((name: string) => Found | undefined) => {
  const known = new Map<string, Found | undefined>()
  return (name) => {
    if (name.length > longestMadeName) return undefined
    const found = known.get(name)
    if (found !== undefined || known.has(name)) return found
    const fresh = read(name)
    if (known.size < mostNames) known.set(name, fresh)
    return fresh
  }
}
