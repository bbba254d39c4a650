import { describe, expect, test } from 'vitest'
import { buildSearchQuery, type UserSearch } from '../../../src/logto/search/search-users.js'

describe('buildSearchQuery', () => {
  test.each<[string, UserSearch, string]>([
    ['nothing', {}, ''],
    ['a word is looked for anywhere', { pattern: 'a_b' }, 'search=%25a%5C_b%25&mode=like'],
    ['a pattern is taken as it is', { pattern: 'a%' }, 'search=a%25&mode=like'],
    ['a pattern with a mode', { pattern: '^a', mode: 'posix' }, 'search=%5Ea&mode=posix'],
    ['a value is exact', { fields: { username: ['a_b'] } }, 'search.username=a_b&mode.username=exact'],
    [
      'a value with % is a pattern',
      { fields: { primaryEmail: ['%@x.com'] } },
      'search.primaryEmail=%25%40x.com&mode.primaryEmail=like',
    ],
    [
      'several values, joint and case',
      { fields: { id: ['a', 'b'], name: ['N'] }, joint: 'and', isCaseSensitive: true },
      'search.id=a&search.id=b&mode.id=exact&search.name=N&mode.name=exact&joint=and&isCaseSensitive=true',
    ],
    [
      'the mode of a field before that of all',
      { fields: { id: ['a'], name: ['N'] }, mode: 'like', modes: { id: 'posix' } },
      'search.id=a&mode.id=posix&search.name=N&mode.name=like',
    ],
    ['hashes', { includePasswordHash: true }, 'includePasswordHash=true'],
    [
      'PostgreSQL classes and options',
      { pattern: '(?i)^[[:alpha:]]+$', mode: 'posix' },
      'search=(%3Fi)%5E%5B%5B%3Aalpha%3A%5D%5D%2B%24&mode=posix',
    ],
  ])('%s', (_id, search, query) => expect(buildSearchQuery(search)).toBe(query))

  test.each<[string, UserSearch, RegExp]>([
    ['empty', { pattern: '' }, /is empty/],
    ['two patterns', { fields: { name: ['a%', 'b'] } }, /only mode exact takes several/],
    ['similar_to minds case', { pattern: 'a', mode: 'similar_to' }, /--case-sensitive/],
    ['open bracket', { fields: { name: ['a('] }, mode: 'posix' }, /name is no posix pattern: .*group/],
    ['open class', { pattern: '%[a', mode: 'similar_to', isCaseSensitive: true }, /similar_to pattern/],
    ['backslash at the end', { pattern: '%a\\' }, /single backslash/],
    ['too many', { fields: { id: Array.from({ length: 101 }, (_, n) => String(n)) } }, /101 values/],
  ])('refuses what the database would fail on: %s', (_id, search, message) =>
    expect(() => buildSearchQuery(search)).toThrow(message),
  )
})
