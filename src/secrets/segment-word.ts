import { roles, rolesOf, telltaleParts, wordRoles } from './name-words.js'

const longest = 60
let longestPart = 0
for (const word of wordRoles.keys()) longestPart = Math.max(longestPart, word.length)
const nouns = roles.hard | roles.soft | roles.weak

/**
 * The words of a name that was written without any mark between them: `accesstoken`, `USERPASSWORD`. A word that
 * cannot be taken apart wholly into known ones stays whole, unless a part of it is telling by itself.
 */
export const segmentWord = (word: string): string[] => {
  if (word.length < 4 || word.length > longest || rolesOf(word) !== 0) return [word]
  const parts = splitWhole(word)
  if (parts !== undefined && parts.some((part) => (rolesOf(part) & nouns) !== 0)) return parts
  const telltale = telltaleParts.find((part) => word.includes(part))
  if (telltale === undefined) return [word]
  const at = word.indexOf(telltale)
  return [...segmentRest(word.slice(0, at)), telltale, ...segmentRest(word.slice(at + telltale.length))]
}

const segmentRest = (rest: string): string[] => (rest === '' ? [] : (splitWhole(rest) ?? [rest]))

/** The way with the fewest parts, by dynamic programming over the places in the word. */
const splitWhole = (word: string): string[] | undefined => {
  const best: (string[] | undefined)[] = [[]]
  for (let end = 1; end <= word.length; end++) {
    let shortest: string[] | undefined
    for (let start = Math.max(0, end - longestPart); start < end; start++) {
      const before = best[start]
      if (before === undefined || (shortest !== undefined && before.length + 1 >= shortest.length)) continue
      const part = word.slice(start, end)
      if (part.length > 1 && rolesOf(part) !== 0) shortest = [...before, part]
    }
    best[end] = shortest
  }
  return best[word.length]
}
