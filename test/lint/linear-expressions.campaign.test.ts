import { expect, test } from 'vitest'
import { findExpressions } from './find-expressions.js'
import { findSlow } from './find-slow.js'
import { readSourceTree } from './source-tree.js'

const expressions = readSourceTree('src').flatMap((file) => findExpressions(file).found)

/** Each class of characters as a text of 1 MB. */
const classes = [...' \n\0a0-.@/"([=,'].map((pump) => ({ prefix: '', pump, suffix: '' }))

const findAll = (attacks?: typeof classes, length?: number) =>
  expressions
    .map((expression) => ({ ...expression, attack: findSlow(expression, attacks, length) }))
    .filter(({ attack }) => attack !== undefined)

test('every regular expression of the program is linear', { timeout: 600_000 }, () => {
  expect(findAll()).toEqual([])
})

test('1 MB of every class of characters', { timeout: 600_000 }, () => {
  expect(findAll(classes, 1 << 20)).toEqual([])
})

test.each([
  [String.raw`\s+$`, true],
  [String.raw`(a+)+$`, true],
  [String.raw`^(?:.*\()?(?:\/.*?):(\d+)$`, true],
  [String.raw`a(?=.*b)`, true],
  [String.raw`^x+|x+$`, true],
  [String.raw`(?<!\s)\s+$`, false],
  [String.raw`^\s*(?:select|insert)\s`, false],
  [String.raw`[^a-z]+`, false],
  [String.raw`\d{1,9}-\d{1,9}`, false],
])('%s', (source, isSlow) => {
  expect(findSlow({ source, flags: '' }) !== undefined).toBe(isSlow)
})
