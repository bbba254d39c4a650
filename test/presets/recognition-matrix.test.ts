import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { presets } from '../../src/presets/registry.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { readExport } from './describe-preset.js'

/** Main exports are called `users.<ext>` and lie in the folder of their preset; a new preset comes in by itself. */
const mainExports = presets
  .filter(({ name }) => name !== 'generic')
  .flatMap((preset) =>
    readdirSync(`fixtures/${preset.name}`)
      .filter((file) => /^users\.(?:csv|tsv|json|ldif|ndjson)$/.test(file))
      .map((file) => ({ preset, file: `${preset.name}/${file}` })),
  )

const read = ({ preset, file }: (typeof mainExports)[number]): Promise<JsonObject[]> =>
  readExport(
    file,
    preset.jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath: preset.jsonPath },
  )

/** A directory without its product's names is a directory. */
const kin = new Map([['active-directory', 'ldap']])

/** What must never be: a wrong system, and nobody is asked. */
const expectNoQuietMistake = (records: readonly JsonObject[], name: string, what: string): void => {
  const { best, rival } = detectPreset(records)
  if (best.preset.name === name || best.preset.name === kin.get(name)) return
  // Nothing is left of the system: a table of one's own, which `generic` reads column by column, or asks about.
  if (best.preset.name === 'generic') return
  expect([best.preset.name, rival?.preset.name], what).toContain(name)
}

const without = (record: JsonObject, keys: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)))

const flatten = (record: JsonObject, prefix = ''): JsonObject =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]): [string, JsonValue][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flatten(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, typeof value === 'object' ? JSON.stringify(value) : value]],
    ),
  )

describe.each(mainExports)('$file', (one) => {
  it('is its own system, by a name of its own, with a clear margin', async () => {
    const { best, rival, runnerUp } = detectPreset(await read(one))
    expect(best.preset.name).toBe(one.preset.name)
    expect(rival).toBeUndefined()
    expect(best.ownShare, 'no clue of this preset is marked as its own').toBeGreaterThan(0)
    expect(best.score - (runnerUp?.score ?? 0)).toBeGreaterThanOrEqual(0.2)
  })

  it('is its own system when only a few records are left', async () => {
    const records = await read(one)
    for (let at = 0; at < records.length; at += 3) {
      expectNoQuietMistake(records.slice(at, at + 3), one.preset.name, `records ${at + 1} to ${at + 3}`)
    }
  })

  it('is its own system, or asks, whichever field is dropped', async () => {
    const records = await read(one)
    const keys = [...new Set(records.flatMap((record) => Object.keys(record)))]
    for (const key of keys) {
      const fewer = records.map((record) => without(record, new Set([key])))
      expectNoQuietMistake(fewer, one.preset.name, `without ${key}`)
    }
    for (let at = 0; at < keys.length; at += 2) {
      const dropped = new Set(keys.filter((_, index) => (index + at) % 3 === 0))
      expectNoQuietMistake(
        records.map((record) => without(record, dropped)),
        one.preset.name,
        `without ${[...dropped].join(', ')}`,
      )
    }
  })

  it('is its own system, or asks, when it is flattened', async () => {
    const records = (await read(one)).map((record) => flatten(record))
    expectNoQuietMistake(records, one.preset.name, 'flattened')
  })

  it('is its own system among as many records of a table of nobody', async () => {
    const records = await read(one)
    const others = records.map((_, index) => ({
      id: String(index),
      email: `${index}@example.com`,
      name: 'x',
    }))
    expect(detectPreset([...records, ...others]).best.preset.name).toBe(one.preset.name)
  })
})

describe('tables of nobody', () => {
  it.each([
    'id,email,name',
    'id,username,password,email,created_at,updated_at',
    'user_id,email,first_name,last_name,phone,status,role,last_login',
    'uid,mail,display_name,enabled,locked',
    'id,login,email,active,verified,roles,groups',
    'userId,userName,emailVerified,phoneNumber,isActive,createdAt,updatedAt,lastLoginAt',
    'name,email,image,created_at',
    'ID,Email,Full Name,Phone,Company,Notes',
    'firstname,lastname,username,email,city,country,department,suspended,deleted',
    'id,email,email_verified,blocked,name,picture,nickname',
    'id,title,state,type,url,description,profile,attributes',
    'customer_id,email,tags,metadata,properties,external_id,locale,timezone',
  ])('%s', (header) => {
    const names = header.split(',')
    const row = Object.fromEntries(names.map((name) => [name, name === 'id' ? '1' : 'x']))
    for (const sample of [[row], [{ ...row }, { ...row }]]) {
      expect(detectPreset(sample)).toMatchObject({ best: { preset: { name: 'generic' } }, rival: undefined })
    }
    expect(detectPreset([], names)).toMatchObject({ best: { preset: { name: 'generic' } }, rival: undefined })
  })
})
