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
  const folded = trimmed.toLowerCase().replaceAll(/[\s_-]+/g, ' ')
  if (certainWords.has(folded)) return 'certain'
  if (wrappedShape.test(folded) && wrappedWords.has(unwrap(folded))) return 'certain'
  return isRepeated(trimmed) || bareWords.has(folded) ? 'likely' : undefined
}

/** Masks are as long as somebody liked; beyond this nobody has seen one, and texts are hashes. */
const longestPlaceholder = 64

/** Stars, bullets and dashes; one letter x; the marks of /etc/passwd, shadow and crypt(3). */
const certainShape =
  /^(?:[*•●∙·⁎＊∗]+|[-–—]{1,3}|[xX]|!{1,2}|[*!]{1,2}[01x]?|!\*|\*!|\*(?:LK|NP|LOCKED)\*|\\N)$/

/** Other signs and the letter x, repeated: a mask, or the laziest of passwords. */
const isRepeated = (text: string): boolean => /^(?:[xX]{2,}|-{2,}|_+|\.+|#{2,}|!{3,}|\?+|0)$/.test(text)

const wrappedShape = /^(?:\[.+\]|<.+>|\(.+\)|\{.+\}|\*+[^*]+\*+|"[^"]*"|'[^']*'|-+ ?[^-]+ ?-+|<<.+>>)$/

const unwrap = (text: string): string => text.replaceAll(/^[^\p{L}\d]+|(?<![^\p{L}\d])[^\p{L}\d]+$/gu, '')

const certainWords: ReadonlySet<string> = new Set([
  'null',
  '(null)',
  'nil',
  'nan',
  'n/a',
  'undefined',
  'not cached',
  'no password',
  'no password set',
  'password not set',
  'to be generated',
  'not set',
  'not available',
  'not applicable',
])

/** What systems write there in plain letters. Some of it could be typed, none of it is usual. */
const bareWords: ReadonlySet<string> = new Set([
  'none',
  'na',
  'empty',
  'blank',
  'unset',
  'hidden',
  'redacted',
  'removed',
  'masked',
  'filtered',
  'omitted',
  'stripped',
  'deleted',
  'disabled',
  'locked',
  'unusable',
  'invalid',
  'external',
  'unavailable',
  'nologin',
  'no login',
  'nopass',
  'nopassword',
  'restored',
  'np',
  'lk',
])

/** Only in brackets: bare, these are what people choose. */
const wrappedWords: ReadonlySet<string> = new Set([
  ...certainWords,
  ...bareWords,
  'password',
  'password hash',
  'password hidden',
  'hidden password',
  'hash',
  'secret',
  'private',
  'protected',
  'confidential',
  'encrypted',
  'hashed',
  'obfuscated',
  'sanitized',
  'anonymized',
  'expired',
])
