import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTimestamp } from '../../../src/presets/vocabulary/cells/read-timestamp.js'
import { writeIso } from '../../../src/presets/vocabulary/cells/write-iso.js'

const limit = 8_640_000_000_000_000
const two = (number: number): string => String(number).padStart(2, '0')

describe('a moment as ISO 8601', () => {
  it('is what Date writes, in every year that it knows and for parts of milliseconds', () => {
    const moments = fc.oneof(
      fc.integer({ min: -limit, max: limit }),
      fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }),
      fc.double({ min: -limit, max: limit, noNaN: true }),
      fc.constantFrom(0, -0, -1, 1.5, -1.5, limit, -limit, 253_402_300_800_000),
    )
    fc.assert(
      fc.property(moments, (moment) => {
        expect(writeIso(moment)).toBe(new Date(moment).toISOString())
      }),
      { numRuns: 1000 },
    )
  })

  it('is the same from what databases write, as far as there is such a day and hour', () => {
    const part = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max })
    const cells = fc.tuple(
      fc.tuple(fc.integer({ min: 1602, max: 9999 }), part(13), part(32)),
      fc.tuple(part(24), part(60), part(60)),
      fc.constantFrom('T', ' '),
      fc.constantFrom('', '.1', '.12', '.123', '.123456', '.123456789'),
      fc.constantFrom('', 'Z', '+00', '+00:00', '+0000', '+02', '-0330'),
    )
    fc.assert(
      fc.property(cells, ([[year, month, day], [hour, minute, second], between, fraction, zone]) => {
        const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
        const time = `${two(hour)}:${two(minute)}:${two(second)}`
        const offset = zone === '+02' ? '+02:00' : zone === '-0330' ? '-03:30' : 'Z'
        const milliseconds = fraction === '' ? '.000' : fraction.slice(0, 4).padEnd(4, '0')
        const moment = Date.parse(`${date}T${time}${milliseconds}${offset}`)
        const isDay = new Date(`${date}T00:00:00Z`).getUTCDate() === day
        const expected = Number.isNaN(moment) || !isDay ? undefined : new Date(moment).toISOString()
        expect(readTimestamp(`${date}${between}${time}${fraction}${zone}`)).toBe(expected)
      }),
      { numRuns: 1000 },
    )
  })
})
