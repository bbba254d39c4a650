import { foldText } from '../../secrets/fold-name.js'
import { eastAsianPlaceholder, findPlaceholderRole, type PlaceholderRole } from './placeholder-words.js'

/**
 * How sure it is that a text stands in the place of a password without being one. `certain`: a mask or a marker
 * that nobody types as a password. `likely`: a word that the usual systems write there, and that somebody's
 * plaintext password could be as well.
 */
export type PlaceholderSurety = 'certain' | 'likely'

/** Undefined for what may be a password or a hash. Empty text is no placeholder, it is nothing. */
export const findPlaceholder = (text: string): PlaceholderSurety | undefined => {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > longestPlaceholder) return undefined
  if (certainShape.test(trimmed)) return 'certain'
  if (isRepeated(trimmed) || isPartlyMasked(trimmed)) return 'likely'
  // Most passwords and all digests have a digit, and no words of markers but a few names have.
  if (/\d/.test(trimmed) && !digitWords.test(trimmed)) return undefined
  const folded = foldText(trimmed)
  if (certainWords.has(folded)) return 'certain'
  const locked = /^!+([^!]+)!*$/.exec(folded)?.[1]
  if (locked !== undefined) return isState(locked) ? 'certain' : undefined
  const inner = unwrap(folded)
  return inner === undefined ? judgeBare(folded) : judgeWrapped(inner)
}

/** Masks are as long as somebody liked; beyond this nobody has seen one, and texts are hashes. */
const longestPlaceholder = 64

/**
 * Stars, bullets and dashes; one letter x; the marks of /etc/passwd, shadow and crypt(3); what a spreadsheet writes
 * where a formula failed.
 */
const certainShape =
  /^(?:[*•●∙·⁎＊∗⚫■▪█]+|[-–—]{1,3}|[xX]|!{1,2}|[*!]{1,2}[01x]?|!\*|\*!|\*(?:LK|NP|LOCKED)\*|\\N|#(?:N\/A|NULL!|REF!|VALUE!|NAME\?|DIV\/0!))$/

/** Other signs and the letter x, repeated: a mask, or the laziest of passwords. */
const isRepeated = (text: string): boolean => /^(?:[xX]{2,}|-{2,}|_+|\.+|…|#{2,}|!{3,}|\?+|0)$/.test(text)

/** `P*****d`, `****1234`, `$2y$10$******`: what somebody left to be recognised by. */
const isPartlyMasked = (text: string): boolean => /[*•●]{4}/.test(text)

const digitWords = /(?:oauth2|saml2|auth0|365|b2c)/i

const certainWords: ReadonlySet<string> = new Set([
  'null',
  '(null)',
  'nil',
  'nan',
  'n/a',
  'undefined',
  'to be generated',
])

const wrappings: readonly RegExp[] = [
  /^\[+([^[\]]+)\]+$/,
  /^<+([^<>]+)>+$/,
  /^\(([^()]+)\)$/,
  /^\{+([^{}]+)\}+$/,
  /^\*+([^*]+)\*+$/,
  /^"([^"]*)"$/,
  /^'([^']*)'$/,
  /^-+ ?([^-]+) ?-+$/,
  /^_{2,}([^_].*[^_])_{2,}$/,
  /^[«»„“”‹›【「『]([^«»„“”‹›【】「」『』]+)[«»„“”‹›】」』]$/,
]

const unwrap = (folded: string): string | undefined => {
  for (const wrapping of wrappings) {
    const inner = wrapping.exec(folded)?.[1]?.trim()
    if (inner !== undefined && inner !== '') return inner
  }
  return undefined
}

/** What somebody wrote in brackets: known words for certain, other words as a guess. */
const judgeWrapped = (inner: string): PlaceholderSurety | undefined => {
  if (certainWords.has(inner) || eastAsianPlaceholder.test(inner)) return 'certain'
  if (readMeaning(inner) !== undefined) return 'certain'
  return /^[\p{L}\p{M}][\p{L}\p{M} ,.'_-]*$/u.test(inner) ? 'likely' : undefined
}

const judgeBare = (folded: string): PlaceholderSurety | undefined => {
  if (eastAsianPlaceholder.test(folded)) return 'likely'
  const roles = readRoles(folded)
  if (roles === undefined) return undefined
  if (roles.length === 1) {
    return roles[0] === 'negation' || roles[0] === 'state' || roles[0] === 'elsewhere' ? 'likely' : undefined
  }
  const has = (...wanted: PlaceholderRole[]): boolean => roles.some((role) => wanted.includes(role))
  if (has('negation') && has('noun', 'state', 'quiet')) return 'certain'
  if (has('negation', 'state', 'elsewhere')) return 'likely'
  return has('quiet') && has('noun', 'filler') ? 'likely' : undefined
}

/** Undefined where a word is not known, or none says anything. */
const readMeaning = (text: string): PlaceholderRole[] | undefined => {
  const roles = readRoles(text)
  return roles?.every((role) => role === 'filler') === true ? undefined : roles
}

const isState = (text: string): boolean =>
  readMeaning(text)?.some((role) => role !== 'noun' && role !== 'filler') === true

const mostWords = 8

/** What each word says; undefined where one is not known. */
const readRoles = (folded: string): PlaceholderRole[] | undefined => {
  const words = folded.split(/[\s_,.:;'/-]+/).filter((word) => word !== '')
  if (words.length === 0 || words.length > mostWords) return undefined
  const roles: PlaceholderRole[] = []
  for (const word of words) {
    const role = findPlaceholderRole(word)
    if (role === undefined) return undefined
    roles.push(role)
  }
  return roles
}
