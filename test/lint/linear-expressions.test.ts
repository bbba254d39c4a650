import { expect, test } from 'vitest'
import { findExpressions } from './find-expressions.js'
import { parseSource, readSourceTree } from './source-tree.js'

const files = readSourceTree('src').map(findExpressions)

/** Built of what is known only when the program runs. */
const builtLater: Record<string, string> = {
  'src/jobs/api/select-json.ts': 'a word of the language, at one place',
  'src/logto/search/search-users.ts': 'is built to see whether it can be, and matches nothing',
  'src/plan/checks/digest-fault.ts': 'one of three letters and a number',
  'src/plan/fields/phone-number-plan.ts': 'prefixes of libphonenumber, for digits of at most its length',
  'src/preflight/checks/username-policy.ts': 'one class of characters',
  'src/sandbox/routes/users/search-matcher.ts': 'what the client searches for, as in Logto',
  'src/source/csv/sniff-escape.ts': 'four characters',
}

test('expressions that are built of what comes from elsewhere are these', () => {
  const places = files.flatMap(({ open }) => open).map((place) => place.replace(/:\d+$/, ''))
  expect([...new Set(places)].sort()).toEqual(Object.keys(builtLater))
})

test.each([
  ['const one = /a+/g', ['a+'], 0],
  ['const part = "a"; const one = new RegExp(`^${part}+$`, "i")', ['^a+$'], 0],
  ['export const of = (text) => new RegExp(text)', [], 1],
])('%s', (text, sources, open) => {
  const read = findExpressions(parseSource('case.ts', text))
  expect(read.found.map(({ source }) => source)).toEqual(sources)
  expect(read.open).toHaveLength(open)
})
