import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSkip } from '../../src/presets/preset.js'
import { presets } from '../../src/presets/registry.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { contextWith } from '../../src/testing/related-context.js'
import { RelatedIndex } from '../../src/presets/related-index.js'
import { RowFile } from '../../src/presets/row-file.js'

const file = {
  name: 'rows',
  title: 'Rows',
  keysOf: (row: { key?: string }) => (row.key === undefined ? [] : [row.key]),
}

describe('related rows', () => {
  it('are the same in memory and on disk, in order, whatever keys and values hold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            key: fc.oneof(fc.constantFrom('a', 'b', ''), fc.string({ unit: 'binary' })),
            value: fc.string({ unit: 'grapheme' }),
          }),
        ),
        fc.nat(5),
        (rows, limit) => {
          const memory = new RelatedIndex(file)
          const spilling = new RelatedIndex(file, limit)
          for (const row of rows) {
            memory.add(row)
            spilling.add(row)
          }
          for (const { key } of [...rows, { key: 'absent' }])
            expect(spilling.find(key)).toEqual(memory.find(key))
        },
      ),
    )
  })

  it('keep every key while the table on disk grows', () => {
    const rows = new RowFile()
    const count = 60_000
    for (let n = 0; n < count; n += 1) rows.add(`user|${n}`, { n })
    for (let n = 0; n < count; n += 7) expect(rows.find(`user|${n}`)).toEqual([{ n }])
    expect(rows.find(`user|${count}`)).toEqual([])
    rows.close()
  })

  it('of a record without a key are told', () => {
    expect(new RelatedIndex(file).add({})).toBe(false)
  })

  it('are those of the very same id: 7 is not 007, abc is not ABC', () => {
    for (const { name, file, row } of [
      { name: 'onelogin', file: 'roles', row: (id: string) => ({ user_id: id, role: `role of ${id}` }) },
      { name: 'okta', file: 'groups', row: (id: string) => ({ userId: id, name: `role of ${id}` }) },
      { name: 'laravel', file: 'roles', row: (id: string) => ({ model_id: id, role: `role of ${id}` }) },
      { name: 'devise', file: 'roles', row: (id: string) => ({ user_id: id, role: `role of ${id}` }) },
    ]) {
      const preset = presets.find((one) => one.name === name)!
      const ids = ['7', '007', 'abc', 'ABC', '17841401234567891', '17841401234567892']
      const context = contextWith(preset, {}, { [file]: ids.map((id): JsonObject => row(id)) })
      for (const id of ids) {
        const profile = { login: 'ada@example.com', email: 'ada@example.com' }
        const user = preset.toUser({ id, email: 'ada@example.com', profile }, context)
        expect(isSkip(user) ? [] : user.roles, `${name} ${id}`).toEqual([`role of ${id}`])
      }
    }
  })
})
