import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { readBase } from '../../src/checkpoint/read-base.js'
import { UnitSets } from '../../src/checkpoint/unit-sets.js'
import { encodeEntries } from './encode-entries.js'
import { header } from './entries.js'

/** What one pass says of the key of this number. */
const said = fc.record({
  key: fc.nat({ max: 30 }),
  outcome: fc.constantFrom('created', 'created', 'updated', 'existing', 'failed', 'recreate', 'withdrawn'),
  units: fc.subarray(['suspend', 'identity:google', 'role:r1', 'member:o1', 'orgRoles:o1:a,b']),
  vanishes: fc.constantFrom(undefined, undefined, undefined, 'reported', 'suspended', 'deleted'),
})
const passes = fc.array(fc.uniqueArray(said, { selector: ({ key }) => key, maxLength: 25 }), {
  minLength: 1,
  maxLength: 4,
})
type Said = typeof said extends fc.Arbitrary<infer Value> ? Value : never

interface Expected {
  id: string
  print: string | undefined
  units: readonly string[]
  isOurs: boolean
}

/** The lines of the passes, and whom they leave, counted together while they are written. */
const tellPasses = (
  list: readonly Said[][],
): { entries: CheckpointEntry[]; users: Map<string, Expected> } => {
  const entries: CheckpointEntry[] = [header]
  const users = new Map<string, Expected>()
  const sets = new UnitSets()
  const after = (before: readonly string[], units: readonly string[]): readonly string[] => {
    let set = 0
    for (const unit of [...before, ...units]) set = sets.apply(set, unit.replace(/^orgRole:/, 'orgRoles:'))
    return sets.units(set)
  }
  for (const [pass, all] of list.entries()) {
    if (pass > 0) entries.push({ t: 'delta', at: pass, input: [] })
    for (const [index, { key: number, outcome, units }] of all.entries()) {
      const n = index + 1
      const key = `key ${number} ${'of a long kind '.repeat(number % 4)}`
      const fp = `${'f'.repeat(number)}.${pass}`
      const id = `id-${number}-${outcome === 'recreate' ? pass : ''}`
      entries.push({ t: 'begin', n, key, at: pass })
      if (outcome === 'failed') {
        entries.push({ t: 'failed', n, at: pass, code: 'refused' })
        continue
      }
      if (outcome === 'existing') {
        entries.push({ t: 'existing', n, id, at: pass, code: 'taken' })
        if (!users.has(key)) users.set(key, { id, print: undefined, units: [], isOurs: false })
        continue
      }
      if (outcome === 'recreate') {
        entries.push({ t: 'recreate', n, id: 'before', at: pass })
        users.delete(key)
      }
      const before = outcome === 'updated' && users.get(key)?.id === id ? users.get(key)!.units : []
      entries.push(
        outcome === 'updated'
          ? { t: 'updated', n, id, at: pass, ms: 1, fields: [], left: units.length, fp }
          : { t: 'created', n, id, at: pass, ms: 1, left: Math.max(units.length, 1), fp },
      )
      users.set(key, { id, print: fp, units: before, isOurs: true })
      if (outcome === 'withdrawn') {
        entries.push({ t: 'withdrawn', n, id, at: pass, code: 'taken', as: 'existing' })
        users.delete(key)
        continue
      }
      for (const unit of units) entries.push({ t: 'step', n, unit, ok: true, at: pass })
      users.get(key)!.units = after(before, units)
    }
    for (const { key: number, vanishes } of all) {
      const key = `key ${number} ${'of a long kind '.repeat(number % 4)}`
      if (vanishes === undefined) continue
      entries.push({ t: 'vanished', key, id: 'whoever', at: pass, did: vanishes })
      const user = users.get(key)
      if (vanishes === 'deleted') users.delete(key)
      if (vanishes === 'suspended' && user !== undefined) {
        user.print = undefined
        user.units = after(user.units, ['suspend'])
      }
    }
  }
  entries.push({ t: 'delta', at: 9, input: [] }, { t: 'begin', n: 1, key: 'of the pass under way', at: 9 })
  return { entries, users }
}

it.each([
  { id: 'in memory', sizes: undefined },
  { id: 'through a file', sizes: { pageBytes: 64, mostPages: 2 } },
])('adds the passes up, $id', async ({ sizes }) => {
  const folder = mkdtempSync(join(tmpdir(), 'read-base-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'checkpoint.ndjson')
  await fc.assert(
    fc.asyncProperty(passes, async (list) => {
      const { entries, users } = tellPasses(list)
      writeFileSync(path, encodeEntries(entries).join(''))
      const base = await readBase(path, list.length + 1, undefined, sizes)
      const found = [...base.users].map(([key, { id, print, units, isOurs }]) => [
        key,
        { id, print, units: base.units.units(units), isOurs },
      ])
      expect(found).toEqual([...users])
      for (const { id } of users.values()) expect(base.hasUser(id)).toBe(true)
      expect(base.hasUser('nobody')).toBe(false)
      base.close()
    }),
    { numRuns: 60 },
  )
  expect(readdirSync(folder)).toEqual(['checkpoint.ndjson'])
})
