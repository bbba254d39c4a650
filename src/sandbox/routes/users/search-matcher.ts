import { internalError } from '../../http/api-error.js'
import type { UserRow } from '../../store/user-row.js'
import { invalidSearch } from './read-search.js'
import type { Match, Search, SearchMode } from './read-search.js'

type Matcher<T> = (row: T) => boolean
type TextOf<T> = (row: T) => string | null

const userFields: Record<string, TextOf<UserRow>> = {
  id: (row) => row.id,
  primary_email: (row) => row.primaryEmail,
  primary_phone: (row) => row.primaryPhone,
  username: (row) => row.username,
  name: (row) => row.name,
}

export const createUserMatcher = (search: Search): Matcher<UserRow> => createMatcher(search, userFields)

/** The user's column that a match names, in snake case; undefined for all of them. */
export const readUserColumn = (match: Match): string | undefined => readColumn(match, userFields)

/** @param fields what can be searched, by its name in snake case */
export const createMatcher = <T>(search: Search, fields: Record<string, TextOf<T>>): Matcher<T> => {
  const matchers = search.matches.map((match) => createFieldMatcher(match, search.isCaseSensitive, fields))
  if (matchers.length === 0) return () => true
  return search.joint === 'and'
    ? (row) => matchers.every((matcher) => matcher(row))
    : (row) => matchers.some((matcher) => matcher(row))
}

const createFieldMatcher = <T>(
  match: Match,
  isCaseSensitive: boolean,
  fields: Record<string, TextOf<T>>,
): Matcher<T> => {
  const column = readColumn(match, fields)
  const texts = Object.entries(fields).flatMap(([name, textOf]) =>
    column === undefined || column === name ? [textOf] : [],
  )
  const isMatch = createTextMatcher(match, isCaseSensitive)
  return (row) =>
    texts.some((textOf) => {
      const text = textOf(row)
      return text !== null && isMatch(text)
    })
}

const readColumn = <T>({ field }: Match, fields: Record<string, TextOf<T>>): string | undefined => {
  if (!field) return undefined
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (Object.hasOwn(fields, column)) return column
  const expected = Object.keys(fields).join(', ')
  throw invalidSearch(`Search field \`${column}\` is not valid, expect one of ${expected}.`)
}

const createTextMatcher = ({ mode, values }: Match, isCaseSensitive: boolean): Matcher<string> => {
  if (mode === 'exact') {
    const wanted = new Set(isCaseSensitive ? values : values.map((value) => value.toLowerCase()))
    return isCaseSensitive ? (text) => wanted.has(text) : (text) => wanted.has(text.toLowerCase())
  }
  if (mode === 'similar_to' && !isCaseSensitive) {
    throw invalidSearch('Cannot use case-insensitive match for `similar to`.')
  }
  const pattern = compilePattern(mode, values[0] ?? '', isCaseSensitive)
  return (text) => pattern.test(text)
}

const compilePattern = (mode: SearchMode, pattern: string, isCaseSensitive: boolean): RegExp => {
  const flags = isCaseSensitive ? 's' : 'si'
  const source = translate(mode, pattern)
  // Characters beyond the basic plane need `u`, escapes of ordinary characters need its absence.
  for (const tried of [`${flags}u`, flags]) {
    try {
      return new RegExp(source, tried)
    } catch {
      continue
    }
  }
  // PostgreSQL refuses the pattern, and Logto does not foresee that.
  throw internalError()
}

const translate = (mode: SearchMode, pattern: string): string => {
  switch (mode) {
    case 'like':
      return `^${translateWildcards(pattern, /[.*+?^${}()|[\]\\/]/)}$`
    case 'similar_to':
      return `^(?:${translateWildcards(pattern, /[.^$\\/]/)})$`
    default:
      return pattern.replace(/\[:(\w+):\]/g, (whole, name: string) => posixClasses[name] ?? whole)
  }
}

/** `%` and `_` become their counterparts, a backslash takes the next character as it is. */
const translateWildcards = (pattern: string, special: RegExp): string => {
  let translated = ''
  for (let index = 0; index < pattern.length; index += 1) {
    let character = pattern[index] ?? ''
    if (character === '%') translated += '.*'
    else if (character === '_') translated += '.'
    else if (character === '\\') {
      index += 1
      character = pattern[index] ?? ''
      if (character === '') throw internalError()
      translated += character.replace(/[.*+?^${}()|[\]\\/]/, '\\$&')
    } else translated += special.test(character) ? `\\${character}` : character
  }
  return translated
}

const posixClasses: Record<string, string> = {
  alnum: '\\p{L}\\p{N}',
  alpha: '\\p{L}',
  digit: '0-9',
  lower: '\\p{Ll}',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: '\\p{Lu}',
  xdigit: '0-9A-Fa-f',
}
