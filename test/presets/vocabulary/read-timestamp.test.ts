import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTimestamp } from '../../../src/presets/vocabulary/cells/read-timestamp.js'
import type { JsonValue } from '../../../src/source/source-record.js'

const moment = '2024-01-15T10:30:00.000Z'

describe('a moment', () => {
  it.each<[JsonValue, string | undefined]>([
    [1_705_314_600, moment],
    [1_705_314_600_000, moment],
    [1_705_314_600_000_000, moment],
    ['1705314600000000', moment],
    ['1705314600000000000', moment],
    ['133497882000000000', moment],
    ['638409114000000000', moment],
    ['20240115103000Z', moment],
    ['20240115103000.0Z', moment],
    ['20240115113000+0100', moment],
    ['20240115103000', moment],
    [20_240_115_103_000, moment],
    ['20240115', '2024-01-15T00:00:00.000Z'],
    ['2024/01/15 10:30', moment],
    ['Mon, 15 Jan 2024 10:30:00 GMT', moment],
    ['Mon Jan 15 2024 11:30:00 GMT+0100 (CET)', moment],
    ['Jan 15, 2024 10:30 AM', moment],
    ['15-Jan-2024', '2024-01-15T00:00:00.000Z'],
    ['January 15, 2024, 10:30:00 PM', '2024-01-15T22:30:00.000Z'],
    ['2024-01-15T11:30:00+01:00', moment],
    // Either might be the month.
    ['01/02/2024', undefined],
    ['15.01.2024', undefined],
    ['15/01/2024 10:30', undefined],
    // Never.
    ['0000-00-00 00:00:00', undefined],
    ['0001-01-01T00:00:00', undefined],
    ['0001-01-01T00:00:00.000Z', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['1601-01-01T00:00:00Z', undefined],
    ['9223372036854775807', undefined],
    ['31 Apr 2024', undefined],
    ['2024/13/01', undefined],
    ['yesterday', undefined],
    ['', undefined],
    [true, undefined],
  ])('%j is %s', (value, expected) => {
    expect(readTimestamp(value)).toBe(expected)
  })

  it('is the same whatever unit it is counted in', () => {
    const since1975 = fc.integer({ min: 160_000_000, max: 4_000_000_000 })
    fc.assert(
      fc.property(since1975, (seconds) => {
        const expected = new Date(seconds * 1000).toISOString()
        const units = [1n, 1000n, 1_000_000n].map((unit) => BigInt(seconds) * unit)
        // Nanoseconds of the twentieth century read like FILETIME.
        if (seconds >= 1_000_000_000) units.push(BigInt(seconds) * 1_000_000_000n)
        const ticks = BigInt(seconds) * 10_000_000n
        for (const count of [...units, ticks + 116_444_736_000_000_000n, ticks + 621_355_968_000_000_000n]) {
          expect(readTimestamp(String(count))).toBe(expected)
        }
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double(), fc.bigInt().map(String)),
        (value) => void readTimestamp(value),
      ),
    )
  })
})

it.each<[string, string | undefined]>([
  ['2020-02-30', undefined],
  ['2020-02-29T10:00:00Z', '2020-02-29T10:00:00.000Z'],
  ['2021-02-29 10:00', undefined],
  ['2021-04-31T00:00:00+02:00', undefined],
  ['2021-12-31', '2021-12-31T00:00:00.000Z'],
  ['/Date(1588147593000)/', '2020-04-29T08:06:33.000Z'],
  ['/Date(1588147593000+0200)/', '2020-04-29T08:06:33.000Z'],
  ['\\/Date(1588147593000)\\/', '2020-04-29T08:06:33.000Z'],
  ['/Date(-62135596800000)/', undefined],
])('%s', (text, iso) => {
  expect(readTimestamp(text)).toBe(iso)
})
