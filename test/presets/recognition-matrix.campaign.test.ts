import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { findKnownColumn } from '../../src/presets/generic/columns/find-known-column.js'
import type { Preset } from '../../src/presets/preset.js'
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

const fold = (name: string): string => name.toLowerCase().replace(/[_\-\s]/g, '')

const read = ({ preset, file }: (typeof mainExports)[number]): Promise<JsonObject[]> =>
  readExport(
    file,
    preset.jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath: preset.jsonPath },
  )

/** A directory without its product's names is a directory. */
const kin = new Map([['active-directory', 'ldap']])

/** Top names of the main export of each system, without case and underscores. */
const namesOf = new Map<string, Set<string>>()
for (const one of mainExports) {
  const names = namesOf.get(one.preset.name) ?? new Set()
  for (const name of (await read(one)).flatMap(Object.keys)) names.add(fold(name))
  namesOf.set(one.preset.name, names)
}

/** Names of several words that nobody else's export has: whoever sees four of them knows what the file is. */
const tellingNames = (records: readonly JsonObject[], system: string): string[] =>
  [...new Set(records.flatMap(Object.keys))].filter(
    (name) =>
      /[_.\s]|\p{Ll}\p{Lu}/u.test(name) &&
      findKnownColumn(name) === undefined &&
      ![...namesOf].some(([other, names]) => other !== system && names.has(fold(name))),
  )

const enoughNames = 4

/** What must never be: a wrong system, or a table of nobody that still has the system's names, and nobody is asked. */
const expectNoQuietMistake = (
  records: readonly JsonObject[],
  { name, isFramework }: Preset,
  what: string,
): void => {
  const { best, rival } = detectPreset(records)
  if (best.preset.name === name || best.preset.name === kin.get(name)) return
  if (best.preset.name !== 'generic') {
    expect([best.preset.name, rival?.preset.name], what).toContain(name)
    return
  }
  // Frameworks have few names, and the fixture the application's: `generic` reads those columns.
  const left = isFramework === true ? [] : tellingNames(records, name)
  if (left.length >= enoughNames) expect(rival?.preset.name, `${what} leaves ${left.join(', ')}`).toBe(name)
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

const wordsOf = (name: string): string[] =>
  // `_acl` is not `acl`: what a name begins with stays.
  name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/(?<!^)[ _-]+/)
    .map((word) => word.toLowerCase())

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** How databases, serialisers and export tools write the same names. */
const spellings: { readonly [how: string]: (name: string) => string } = {
  snake_case: (name) => wordsOf(name).join('_'),
  UPPER_CASE: (name) => wordsOf(name).join('_').toUpperCase(),
  camelCase: (name) =>
    capital(wordsOf(name).map(capital).join('')).replace(/^./, (first) => first.toLowerCase()),
  PascalCase: (name) => wordsOf(name).map(capital).join(''),
  lowercase: (name) => name.toLowerCase(),
  'kebab-case': (name) => wordsOf(name).join('-'),
  'Words apart': (name) => wordsOf(name).map(capital).join(' '),
}

const renameKeys = (value: JsonObject, rename: (name: string) => string): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), renameIn(inner, rename)]))

const renameIn = (value: JsonValue, rename: (name: string) => string): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => renameIn(item, rename))
  return typeof value === 'object' && value !== null ? renameKeys(value, rename) : value
}

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
      expectNoQuietMistake(records.slice(at, at + 3), one.preset, `records ${at + 1} to ${at + 3}`)
    }
  })

  it('is its own system, or asks, whichever field is dropped', async () => {
    const records = await read(one)
    const keys = [...new Set(records.flatMap((record) => Object.keys(record)))]
    for (const key of keys) {
      const fewer = records.map((record) => without(record, new Set([key])))
      expectNoQuietMistake(fewer, one.preset, `without ${key}`)
    }
    for (let at = 0; at < 3; at++) {
      const dropped = new Set(keys.filter((_, index) => (index + at) % 3 === 0))
      expectNoQuietMistake(
        records.map((record) => without(record, dropped)),
        one.preset,
        `without ${[...dropped].join(', ')}`,
      )
    }
  })

  it('is its own system, or asks, when it is flattened', async () => {
    const records = (await read(one)).map((record) => flatten(record))
    expectNoQuietMistake(records, one.preset, 'flattened')
  })

  it.each(Object.keys(spellings))(
    'is its own system, or asks, when its names are written in %s',
    async (how) => {
      const rename = spellings[how]!
      const records = (await read(one)).map((record) => renameKeys(record, rename))
      expectNoQuietMistake(records, one.preset, how)
    },
  )

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
    'id,email,password_hash,salt,created_at,last_login_at,is_active,reset_token,reset_token_expires',
    'user_id,user_name,user_email,user_password,user_phone,user_created',
    '_id,email,passwordHash,role,resetPasswordToken,resetPasswordExpires,isVerified',
    'UserID,Username,Email,PasswordHash,Salt,CreatedDate,LastLoginDate,IsActive,RoleID',
    'member_id,username,email,joined,last_visit,posts,usergroup,avatar,signature,ip_address',
    'EmployeeID,FirstName,LastName,WorkEmail,Department,Title,ManagerEmail,HireDate,Location',
    'id,email,provider,provider_id,provider_name,name,avatar_url,created_at',
    'Id,UserName,Email,FirstName,LastName,IsDeleted,CreatedOn,ModifiedOn,TenantId',
    'Contact ID,First Name,Last Name,Email,Phone,Lifecycle Stage,Create Date,Owner',
    'ID,LOGIN,NAME,LAST_NAME,EMAIL,ACTIVE,DATE_REGISTER,LAST_LOGIN,PERSONAL_PHONE',
    'id,email,mfa_enabled,mfa_secret,sso_provider,last_activity,is_bot',
    'Vorname,Nachname,E-Mail,Telefon,Kundennummer,Status',
  ])('%s', (header) => {
    const names = header.split(',')
    const row = Object.fromEntries(names.map((name) => [name, name === 'id' ? '1' : 'x']))
    for (const sample of [[row], [{ ...row }, { ...row }]]) {
      expect(detectPreset(sample)).toMatchObject({ best: { preset: { name: 'generic' } }, rival: undefined })
    }
    expect(detectPreset([], names)).toMatchObject({ best: { preset: { name: 'generic' } }, rival: undefined })
  })
})
