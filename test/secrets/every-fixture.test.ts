import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { isSkip } from '../../src/presets/preset.js'
import { presets } from '../../src/presets/registry.js'
import { unnamed } from '../../src/secrets/kept-out.js'
import { SecretFilter } from '../../src/secrets/secret-filter.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from '../presets/empty-context.js'
import { readExport } from '../presets/describe-preset.js'

const names = `
password passwd user_pass oldPassword password2 Passwort mot_de_passe contraseña senha wachtwoord hasło пароль şifre 密码 パスワード 비밀번호
password_hash hash salt pwdSalt saltSeparator signer_key hashing_method secret clientSecret totp_secret otp_key mfaSecret two_factor_secret
recovery_codes backupCodes scratch_codes verification_code token accessToken ACCESS_TOKEN refresh-token id_token session_token api_key apikey
x-api-key jwt remember_token reset_password_token confirmation_token activation_key invitation_token magic_link login_ticket session_id cookie
cookies authorization security_answer secretAnswer private_key privateKeyPem encryption_key seed_phrase pin credentials oauth_token_secret
consumerSecret
`
  .trim()
  .split(/\s+/)

const markOf = (index: number): string => `Mark${index}-zQ7x`
const anyMark = /Mark\d+-zQ7x/g

/** Under every name, in every object of the record. */
const plant = (value: JsonValue, depth = 0): JsonValue => {
  if (Array.isArray(value)) return value.map((item) => plant(item, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  const planted: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) planted[key] = plant(inner, depth + 1)
  names.forEach((name, index) => {
    if (!Object.hasOwn(planted, name)) planted[name] = markOf(index)
  })
  return planted
}

/** Names of the secrets found, with the place. */
const leaksOf = (value: unknown, path = ''): string[] => {
  if (typeof value === 'string') {
    return (value.match(anyMark) ?? []).map((mark) => `${path}: ${names[Number(/\d+/.exec(mark)?.[0])]}`)
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...leaksOf(key, `${path} (key)`),
    ...leaksOf(inner, `${path}.${key}`),
  ])
}

const isExport = (file: string): boolean =>
  /\.(?:json|ndjson|csv|ldif|tsv)$/.test(file) && !/expected/.test(file)

const exports = presets.flatMap((preset) =>
  readdirSync(`fixtures/${preset.name}`)
    .filter(isExport)
    .map((file) => [`${preset.name}/${file}`, preset] as const),
)

test('there are sixty names and an export of every system', () => {
  expect(names.length).toBeGreaterThanOrEqual(60)
  expect(new Set(exports.map(([, { name }]) => name)).size).toBe(presets.length)
})

describe('a marked secret under sixty names at every depth is found nowhere but in the password conversion', () => {
  test.each(exports)('%s', async (path, preset) => {
    const records = await readExport(path, { jsonPath: preset.jsonPath }).catch(() => [])
    const leaks = new Set<string>()
    for (const record of records.slice(0, 30)) {
      for (const person of preset.expand?.(record) ?? [record]) {
        const planted = plant(person) as JsonObject
        const user = preset.toUser(planted, emptyContext)
        if (isSkip(user)) continue
        const { plan, problems, warnings } = planUser({ ...user, username: 'somebody' }, defaultPlanRules)
        const { password: _password, passwordDigest: _digest, ...create } = plan?.create ?? {}
        const seen = {
          create,
          identities: plan?.identities,
          organizations: plan?.organizations,
          roles: plan?.roles,
          losses: plan?.losses,
        }
        for (const name of leaksOf({ seen, key: plan?.sourceKey, problems, warnings })) leaks.add(name)
        for (const name of leaksOf(new SecretFilter().filter(planted, '', unnamed)))
          leaks.add(`rejected: ${name}`)
      }
    }
    expect([...leaks]).toEqual([])
  })
})
