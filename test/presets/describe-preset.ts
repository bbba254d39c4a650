import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSkip, type Preset, type PresetContext } from '../../src/presets/preset.js'
import { detectPreset } from '../../src/presets/detect-preset.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { junkContexts, junkRecords } from './junk-context.js'
import { importExport } from './import-export.js'
import { planFixture, readContext, readFixture } from './plan-fixture.js'

export interface PresetFixture {
  /** Main export inside `fixtures/<preset>/`. */
  users: string
  /** Joined files inside that folder, by name. */
  related?: { [name: string]: string }
  context?: Partial<PresetContext>
  /** Reads `fixtures/<path>` where the plain readers of the tests cannot. */
  read?: (path: string) => Promise<JsonObject[]>
  /** Further forms of the same export; they only have to be recognized. */
  otherForms?: string[]
  /** Kinds of losses that the fixture shows; every other one fails. */
  losses: string[]
}

/** What holds for every preset: its plans, its recognition, and that nothing makes it throw. */
export const describePreset = (preset: Preset, fixture: PresetFixture): void => {
  const { name } = preset
  const read = fixture.read ?? readFixture
  const inFolder = Object.fromEntries(
    Object.entries(fixture.related ?? {}).map(([file, path]) => [file, `${name}/${path}`]),
  )
  const contextOf = () => readContext(preset, inFolder, fixture.context ?? {}, read)

  describe(`${name}, as every preset`, () => {
    it('plans the fixture as expected', async () => {
      const planned = planFixture(preset, await read(`${name}/${fixture.users}`), await contextOf())
      await expect(`${JSON.stringify(planned, undefined, 2)}\n`).toMatchFileSnapshot(
        `../../fixtures/${name}/expected-plans.json`,
      )
    })

    it('comes into the target through the built program', async () => {
      const planned = planFixture(preset, await read(`${name}/${fixture.users}`), {
        ...(await contextOf()),
        nowMs: Date.now(),
      })
      await importExport(preset, { ...fixture, file: fixture.users }, planned)
    })

    it('shows the losses that its page lists', async () => {
      const context = await contextOf()
      const users = (await read(`${name}/${fixture.users}`)).map((record) => preset.toUser(record, context))
      const kinds = users.flatMap((user) => (isSkip(user) ? [] : user.losses.map(({ kind }) => kind)))
      expect([...new Set(kinds)].toSorted()).toEqual(fixture.losses.toSorted())
      const page = await readFile(`docs/sources/${name}.md`, 'utf8')
      for (const kind of kinds) expect(page).toContain(`\`${kind}\``)
      for (const user of users) if (isSkip(user)) expect(page).toContain(`\`${user.skip}\``)
    })

    it.each([fixture.users, ...(fixture.otherForms ?? [])])('is recognized from %s', async (path) => {
      const sample = await read(`${name}/${path}`)
      const recognition = preset.recognise(sample)
      const { score, evidence } = recognition
      expect(score).toBeGreaterThanOrEqual(0.7)
      expect(evidence.length).toBeGreaterThan(0)
      expect(detectPreset(sample).best.preset.name).toBe(name)
      const shuffled = sample.map((record) => Object.fromEntries(Object.entries(record).toReversed()))
      expect(preset.recognise(shuffled)).toEqual(recognition)
      expect(preset.recognise([]).score).toBe(0)
    })

    it('says nothing secret in its losses', async () => {
      const context = await contextOf()
      for (const record of await read(`${name}/${fixture.users}`)) {
        const user = preset.toUser(record, context)
        if (isSkip(user)) continue
        const said = JSON.stringify([user.losses, user.problems, user.unconvertiblePassword])
        const longTexts = listTexts([record, user.passwordDigest ?? null, user.password ?? null]).filter(
          (text) => text.length >= 24 && !isPlain.test(text),
        )
        for (const text of longTexts) expect(said).not.toContain(text)
      }
    })

    it('never throws', async () => {
      const records = await read(`${name}/${fixture.users}`)
      const rows: JsonObject[] = []
      for (const path of new Set(Object.values(inFolder))) rows.push(...(await read(path)))
      fc.assert(
        fc.property(junkRecords(records), junkContexts(rows), (record, context) => {
          const user = preset.toUser(record, context)
          if (isSkip(user)) expect(user.skip).toMatch(/^[a-z_]+$/)
          else expect(user.migratedFrom.system).toBe(name)
          preset.recognise([record])
          for (const file of preset.relatedFiles ?? []) {
            file.keysOf(record)
            file.reduce?.(record)
          }
        }),
        { numRuns: 400 },
      )
    })
  })
}

/** Dates and addresses of sites are long as well, and no secrets. */
const isPlain = /^(?:\d{4}-\d\d-|https?:)/

const listTexts = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(listTexts)
}
