import { expect, test } from 'vitest'
import { findCallSpreads } from './find-call-spreads.js'
import { parseSource, readSourceTree } from './source-tree.js'

const files = readSourceTree('src')

test('no list of the input becomes the arguments of a call', () => {
  expect(files.flatMap(findCallSpreads)).toEqual([])
})

test.each([
  ['list.push(...items)', 1],
  ['list.push(1, ...items)', 1],
  ['Math.max(...items)', 1],
  ['String.fromCharCode(...bytes)', 1],
  ['list.push.apply(list, items)', 1],
  ['take(...items.map(String))', 1],
  ['take(...columns)', 0],
  ['list.push([...items])', 0],
  ['new Set([...items])', 0],
  ['const take = (...items: string[]) => items', 0],
])('%s', (text, count) => {
  expect(findCallSpreads(parseSource('case.ts', text))).toHaveLength(count)
})

/** Files that parse what is no record: an answer of the target, a file of the program's own, a setting. */
const parsesNoRecord =
  /^src\/(?:checkpoint|commands|export\/(?:ledger|manifest)|jobs|legacy-passwords|logto|report|rollback|sandbox|trickle)\/|^src\/password\/digest\/legacy-digest\.ts$|^src\/presets\/row-file\.ts$|^src\/source\/json\/values\/parse-json\.ts$/

test('records are parsed in one place, which bounds their depth and keeps their numbers', () => {
  const others = files.filter(({ path, text }) => !parsesNoRecord.test(path) && text.includes('JSON.parse('))
  expect(others.map(({ path }) => path)).toEqual([])
})
