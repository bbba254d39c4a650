import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createUserRecord } from '../../src/presets/create-user-record.js'
import type { Preset } from '../../src/presets/preset.js'
import { presets } from '../../src/presets/registry.js'
import { recogniseByClues } from '../../src/presets/vocabulary/recognise-by-clues.js'
import { checkPreset, presetChecks } from '../../src/testing/index.js'
import { readExport } from '../presets/describe-preset.js'
import { readAllForms, readRelated } from './related-fixtures.js'
import { ignoredFieldsOf, ignoredInRows } from './ignored-fields.js'

const records = [{ no: 1, mail: 'ada@example.com', plan: 'gold' }]

const sound: Preset = {
  name: 'acme',
  title: 'Acme',
  recognise: (sample) =>
    recogniseByClues(sample, [
      { evidence: 'no', weight: 1, isOwn: true, holds: (record) => 'no' in record && 'mail' in record },
    ]),
  toUser: (record) => {
    const user = createUserRecord()
    if (typeof record['no'] === 'number') user.id = String(record['no'])
    if (typeof record['mail'] === 'string') user.primaryEmail = record['mail']
    if (typeof record['plan'] === 'string') user.customData['plan'] = record['plan']
    return user
  },
}

describe('presetChecks', () => {
  it('is content with a sound preset', () => {
    expect(() => checkPreset(sound, { records })).not.toThrow()
    expect(presetChecks(sound, { records }).map(({ name }) => name)).toHaveLength(6)
  })

  it.each<[string, Partial<Preset>, RegExp]>([
    ['drops a field', { toUser: () => createUserRecord() }, /neither carried nor named: no, mail, plan/],
    [
      'carries secrets',
      {
        toUser: (record) => ({
          ...createUserRecord(),
          id: '1',
          username: 'ada',
          customData: { note: record['password'] ?? null },
        }),
      },
      /the value of password is found outside/,
    ],
    [
      'throws',
      { toUser: (record) => ({ ...createUserRecord(), id: (record['mail'] as string).trim() }) },
      /where mail of record 1 is null: Cannot read/,
    ],
    [
      'claims everything',
      { recognise: () => ({ score: 1, evidence: ['x'] }) },
      /takes records of generic for its own/,
    ],
    [
      'knows nothing',
      { recognise: () => ({ score: 0, evidence: [] }) },
      /expected a score of 0.5 to 1, got 0/,
    ],
  ])('finds a preset that %s', (_, fault, message) => {
    expect(() => checkPreset({ ...sound, ...fault }, { records })).toThrow(message)
  })
})

/** Main exports are called `users.<ext>`; a new preset comes in by itself. */
const ours = presets
  .filter(({ name }) => name !== 'generic')
  .flatMap((preset) => {
    const file = readdirSync(`fixtures/${preset.name}`).find((name) =>
      /^users\.(?:csv|tsv|json|ldif|ndjson)$/.test(name),
    )
    return file === undefined ? [] : [{ name: preset.name, preset, file: `${preset.name}/${file}` }]
  })

describe.each(ours)('$name keeps the promises of a preset', ({ preset, file }) => {
  it.each([
    'recognises its own records',
    "recognises nobody else's",
    'carries or names every field',
    'lets no secret through',
    'does the same with joined rows',
    'never throws',
  ])('%s', async (promise) => {
    const { jsonPath } = preset
    const read = await readExport(file, jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath })
    const checks = presetChecks(preset, {
      ...(promise.includes('joined')
        ? { records: await readAllForms(preset), related: await readRelated(preset) }
        : { records: read.slice(0, 12) }),
      ignored: [...ignoredFieldsOf(preset.name), ...(ignoredInRows[preset.name] ?? [])],
    })
    checks.find(({ name }) => name.endsWith(promise))!.run()
  })
})

it.each(ours)('what $name ignores on purpose is ignored', async ({ preset, file }) => {
  const { jsonPath } = preset
  const read = await readExport(file, jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath })
  const check = presetChecks(preset, { records: read.slice(0, 12) }).find(({ name }) => /carries/.test(name))!
  let vanished = ''
  try {
    check.run()
  } catch (error) {
    vanished = String(error)
  }
  expect(ignoredFieldsOf(preset.name).filter((path) => !vanished.includes(path))).toEqual([])
})

it('every preset has a main export', () => {
  expect(ours.map(({ name }) => name).sort()).toEqual(
    presets
      .map(({ name }) => name)
      .filter((name) => name !== 'generic')
      .sort(),
  )
})
