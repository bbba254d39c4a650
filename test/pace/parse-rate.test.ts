import { expect, test } from 'vitest'
import { MigrationError } from '../../src/outcome/migration-error.js'
import { parseRate } from '../../src/pace/parse-rate.js'

test.each([
  ['200/10s', { limit: 200, windowMs: 10_000 }],
  ['20/1s', { limit: 20, windowMs: 1000 }],
  ['20/s', { limit: 20, windowMs: 1000 }],
  ['1200/1m', { limit: 1200, windowMs: 60_000 }],
  ['5/500ms', { limit: 5, windowMs: 500 }],
  ['10/1.5s', { limit: 10, windowMs: 1500 }],
  [' OFF ', 'off'],
])('%s', (text, expected) => {
  expect(parseRate(text)).toEqual(expected)
})

test.each([
  '',
  '200',
  '200/10',
  '0/10s',
  '200/0s',
  '-1/s',
  '1e3/s',
  '200/10sec',
  '2000000/s',
  '1/50ms',
  '1/48h',
  'on',
])('refuses %j', (text) => {
  expect(() => parseRate(text)).toThrow(MigrationError)
  expect(() => parseRate(text)).toThrow(/^rate ".*": expected /)
})
