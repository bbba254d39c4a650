import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { isSkip, type Preset, type PresetContext } from '../../src/presets/preset.js'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { RelatedIndex } from '../../src/presets/related-index.js'
import { findSpelling } from '../../src/presets/spelling/find-spelling.js'
import { respellRecord } from '../../src/presets/spelling/respell-record.js'
import { openInput } from '../../src/source/input/open-input.js'
import type { InputOptions } from '../../src/source/input/input-options.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'
import { importExport } from './import-export.js'
import { junkContexts, junkRecords } from './junk-context.js'
import { planFixture } from './plan-fixture.js'
import { runs } from '../support/runs.js'

/** An export in `fixtures/<preset>/` with what belongs to it. */
export interface Export {
  file: string
  /** Name of the related file → its fixture. */
  related?: { [name: string]: string }
  context?: Partial<PresetContext>
  /** Names of the columns of a CSV without a header. */
  columns?: readonly string[]
  /** Written in another spelling than the system's, as the program meets it. */
  isRespelled?: boolean
  /** Where the expected plans are; `expected-plans.json` unless stated. */
  expected?: string
}

const nothing = async function* (): AsyncGenerator<Uint8Array> {}

/** A fixture as the program itself reads it, envelopes and all. */
export const readExport = async (
  path: string,
  options: Partial<InputOptions> = {},
): Promise<JsonObject[]> => {
  const records: JsonObject[] = []
  for await (const batch of openInput([`fixtures/${path}`], {
    format: 'auto',
    stdin: nothing(),
    ...options,
  })) {
    for (const { record } of batch) if (record !== undefined) records.push(record)
  }
  return records
}

/** A context with the related files of an export. */
export const contextOf = async (
  preset: Preset,
  { related = {}, context = {} }: Omit<Export, 'file'>,
): Promise<PresetContext> => {
  const indexes = new Map<string, RelatedIndex>()
  for (const [name, path] of Object.entries(related)) {
    const file = preset.relatedFiles?.find((known) => known.name === name)
    if (file === undefined) throw new Error(`${preset.name} joins no file "${name}".`)
    const index = indexes.get(name) ?? new RelatedIndex(file)
    for (const row of await readExport(`${preset.name}/${path}`)) index.add(row)
    indexes.set(name, index)
  }
  return { ...emptyContext, ...context, related: (name, key) => indexes.get(name)?.find(key) ?? [] }
}

/** What more is known of a preset's fixtures. */
export interface Known {
  /** Further forms of the exports; they only have to be recognised. */
  otherForms?: readonly string[]
  /** Kinds of losses that the exports show; every other one fails. */
  losses?: readonly string[]
}

/** What holds for every preset: its plans, its recognition, and that nothing makes it throw. */
export const describePreset = (preset: Preset, exports: readonly Export[], known: Known = {}): void => {
  const allForms: readonly Export[] = [...exports, ...(known.otherForms ?? []).map((file) => ({ file }))]
  describe(`${preset.name}, as every preset`, () => {
    it.each(exports)('plans $file as expected', async (one) => {
      const records = await readOne(preset, one)
      const planned = planFixture(preset, records, await contextOf(preset, one))
      await expect(`${JSON.stringify(planned, undefined, 2)}\n`).toMatchFileSnapshot(
        `../../fixtures/${preset.name}/${one.expected ?? 'expected-plans.json'}`,
      )
    })

    it.each(exports)('brings $file into the target through the built program', async (one) => {
      const planned = planFixture(preset, await readOne(preset, one), {
        ...(await contextOf(preset, one)),
        nowMs: Date.now(),
      })
      await importExport(preset, one, planned)
    })

    it.each(allForms)('recognises $file, whatever the order of its keys', async (one) => {
      const records = await readOne(preset, one)
      const recognition = preset.recognise(records)
      expect(recognition.score).toBeGreaterThanOrEqual(0.7)
      expect(recognition.evidence.length).toBeGreaterThan(0)
      const reversed = records.map(reverseKeys)
      expect(preset.recognise(reversed)).toEqual(recognition)
      expect(detectPreset(reversed).best.preset.name).toBe(preset.name)
      expect(preset.recognise([]).score).toBe(0)
    })

    it('names every loss and every reason to leave a record out on its page', async () => {
      const page = await readFile(`docs/sources/${preset.name}.md`, 'utf8')
      const losses = new Set<string>()
      for (const one of exports) {
        const context = await contextOf(preset, one)
        for (const record of await readOne(preset, one)) {
          const user = preset.toUser(record, context)
          const kinds = isSkip(user) ? [] : user.losses.map(({ kind }) => kind)
          for (const code of isSkip(user) ? [user.skip] : kinds) expect(page).toContain(`\`${code}\``)
          for (const kind of kinds) losses.add(kind)
        }
      }
      if (known.losses !== undefined) expect([...losses].toSorted()).toEqual(known.losses.toSorted())
    })

    it('says nothing secret in its losses', async () => {
      for (const one of exports) {
        const context = await contextOf(preset, one)
        for (const record of await readOne(preset, one)) {
          const user = preset.toUser(record, context)
          if (isSkip(user)) continue
          const said = JSON.stringify([user.losses, user.problems, user.unconvertiblePassword])
          const longTexts = listTexts([record, user.passwordDigest ?? null, user.password ?? null]).filter(
            (text) => text.length >= 24 && !isPlain.test(text),
          )
          for (const text of longTexts) expect(said).not.toContain(text)
        }
      }
    })

    it('never throws, whatever a field or a joined file holds', async () => {
      for (const one of exports) {
        const records = await readOne(preset, one)
        const context = await contextOf(preset, one)
        const rows: JsonObject[] = []
        for (const path of new Set(Object.values(one.related ?? {}))) {
          rows.push(...(await readExport(`${preset.name}/${path}`)))
        }
        const contexts = fc.oneof(fc.constant(context), junkContexts(rows))
        fc.assert(
          fc.property(junkRecords(records), contexts, (record, context) => {
            preset.recognise([record])
            const user = preset.toUser(record, context)
            for (const file of preset.relatedFiles ?? []) {
              file.keysOf(record)
              file.reduce?.(record)
            }
            if (isSkip(user)) expect(user.skip).toMatch(/^[a-z_]+$/)
            else {
              expect(user.migratedFrom.system).toBe(preset.name)
              planUser(user, defaultPlanRules)
            }
          }),
          { numRuns: runs(400) },
        )
      }
    })
  })
}

/** Dates, addresses of sites and names of connections are long as well, and no secrets. */
const isPlain = /^(?:\d{4}-\d\d-|https?:|sso:)/

const listTexts = (value: JsonValue): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(listTexts)
}

const readOne = async (preset: Preset, one: Export): Promise<JsonObject[]> => {
  const records = await readFixture(preset, one)
  const spelling = one.isRespelled === true ? findSpelling(preset, records) : undefined
  return spelling === undefined ? records : records.map((record) => respellRecord(record, spelling))
}

const readFixture = (preset: Preset, { file, columns }: Export): Promise<JsonObject[]> =>
  readExport(`${preset.name}/${file}`, {
    ...(columns === undefined ? {} : { columns }),
    ...(preset.jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath: preset.jsonPath }),
  })

const reverseKeys = (record: JsonObject): JsonObject => Object.fromEntries(Object.entries(record).reverse())
