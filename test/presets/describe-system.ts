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
import { openInput, type InputOptions } from '../../src/source/input/open-input.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'
import { importExport } from './import-export.js'
import { planFixture } from './plan-fixture.js'

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

/** What holds for every source system: plans as expected, recognition, and no exception whatever comes. */
export const describeSystem = (preset: Preset, exports: readonly Export[]): void => {
  describe(preset.name, () => {
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

    it.each(exports)('recognises $file, whatever the order of its keys', async (one) => {
      const records = (await readOne(preset, one)).map(reverseKeys)
      const { score, evidence } = preset.recognise(records)
      expect(score).toBeGreaterThanOrEqual(0.7)
      expect(evidence.length).toBeGreaterThan(0)
      expect(detectPreset(records).best.preset.name).toBe(preset.name)
    })

    it('names every loss and every reason to leave a record out on its page', async () => {
      const page = await readFile(`docs/sources/${preset.name}.md`, 'utf8')
      for (const one of exports) {
        const context = await contextOf(preset, one)
        for (const record of await readOne(preset, one)) {
          const user = preset.toUser(record, context)
          const codes = isSkip(user) ? [user.skip] : user.losses.map(({ kind }) => kind)
          for (const code of codes) expect(page).toContain(`\`${code}\``)
        }
      }
    })

    it('never throws, whatever a field holds', async () => {
      for (const one of exports) {
        const records = await readOne(preset, one)
        const context = await contextOf(preset, one)
        fc.assert(
          fc.property(mutated(records), (record) => {
            preset.recognise([record])
            const user = preset.toUser(record, context)
            if (!isSkip(user)) planUser(user, defaultPlanRules)
          }),
          { numRuns: 400 },
        )
      }
    })
  })
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

/** A record of the fixture with one value, at any depth, replaced by junk. */
const mutated = (records: readonly JsonObject[]): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(fc.constantFrom(...records), fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), junk)
    .map(([record, path, value]) => {
      const copy = structuredClone(record)
      let at: JsonValue[] | JsonObject = copy
      for (const [depth, step] of path.entries()) {
        const keys: string[] = Object.keys(at)
        const key = keys[step % Math.max(1, keys.length)]
        if (key === undefined) break
        const inner: JsonValue | undefined = (at as JsonObject)[key]
        if (depth === path.length - 1 || typeof inner !== 'object' || inner === null) {
          ;(at as JsonObject)[key] = value
          break
        }
        at = inner
      }
      return copy
    })

const junk: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    '',
    ' ',
    0,
    -1,
    true,
    [],
    {},
    [null],
    [[]],
    '[{}]',
    '{"a":',
    '\\N',
    '$2a$10$x',
  ),
  fc.constantFrom<JsonValue>('infinity', '9'.repeat(400), 1e308, '__proto__', '2024-13-45', '{"$date":{}}'),
  fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value))),
)
