import { findKnownColumn } from './find-known-column.js'
import { foldName } from './fold-name.js'
import { peopleWords } from './made/read-id-name.js'

/** Fewer columns share a beginning by chance. */
const fewest = 3
const leastShare = 0.6

/** What stands in front says what the column is about, and not whose it is. */
const telling: ReadonlySet<string> = new Set(
  'is has mail tel sms mfa otp last date new old pre app tax bill ship org team role geo ip utm'.split(' '),
)

const isNoWord = (prefix: string): boolean =>
  (prefix.length <= 4 && !telling.has(prefix) && findKnownColumn(prefix) === undefined) ||
  peopleWords.has(prefix)

/**
 * The names of columns without what a table puts in front of all of them: `usr_email`, `cust_phone`, `bActive`, `umail`. Undefined where
 * they share nothing, or what they share means something.
 */
export const findPrefix = (keys: readonly string[]): ((column: string) => string | undefined) | undefined => {
  const word = sharedWord(keys)
  if (word !== undefined)
    return (column) => (column.toLowerCase().startsWith(word) ? column.slice(word.length) : undefined)
  if (keys.length < fewest + 1) return undefined
  // One letter or three for the kind of the value.
  if (keys.every((key) => /^[a-z]{1,3}[A-Z]/.test(key))) return (column) => column.replace(/^[a-z]{1,3}/, '')
  const letters = sharedLetters(keys)
  if (letters === 0 || letters > fewest) return undefined
  const known = keys.filter((key) => findKnownColumn(key.slice(letters)) !== undefined)
  return known.length >= fewest ? (column) => column.slice(letters) : undefined
}

/** In small letters, with the mark behind it. */
const sharedWord = (keys: readonly string[]): string | undefined => {
  const counts = new Map<string, number>()
  for (const key of keys) {
    const word = /^[\p{L}]{1,20}[_ .-]/u.exec(key)?.[0].toLowerCase()
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const [word, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0]
  const isShared = count >= fewest && count / keys.length >= leastShare
  return isShared && isNoWord(foldName(word.slice(0, -1))) ? word : undefined
}

const sharedLetters = (keys: readonly string[]): number => {
  const [first = ''] = keys
  let count = 0
  while (count < first.length && keys.every((key) => key[count] === first[count])) count += 1
  return count
}
