import { expect, test } from 'vitest'
import { readRetryAfterMs } from '../../../src/logto/retry/retry-after.js'

const nowMs = Date.parse('2026-03-01T12:00:00Z')

test.each<[string, Record<string, string>, number | undefined]>([
  ['absent', {}, undefined],
  ['seconds', { 'retry-after': '12' }, 12_000],
  ['zero', { 'retry-after': '0' }, 0],
  ['fractions', { 'retry-after': '1.5' }, 1500],
  ['a date by our clock', { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT' }, 9000],
  [
    "a date by the target's clock, five minutes off",
    { 'retry-after': 'Sun, 01 Mar 2026 12:05:09 GMT', date: 'Sun, 01 Mar 2026 12:05:00 GMT' },
    9000,
  ],
  ['a date past', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
  ['the old date form', { 'retry-after': 'Sunday, 01-Mar-26 12:00:02 GMT' }, 2000],
  ['negative', { 'retry-after': '-5' }, undefined],
  ['garbage', { 'retry-after': 'soon' }, undefined],
  ['empty', { 'retry-after': ' ' }, undefined],
])('%s', (_id, headers, expected) => {
  expect(readRetryAfterMs(headers, nowMs)).toBe(expected)
})
