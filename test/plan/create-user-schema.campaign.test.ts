import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUserSchema } from '../../src/plan/create-user-schema.js'
import { defaultPlanRules, type PlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { userWith } from './user-with.js'

/** Rules that change nothing on their own: a value goes in as it is, or the record is rejected. */
const strictest: PlanRules = { ...defaultPlanRules, username: 'reject', keepMigratedFrom: false }

const bcrypt = '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG'
const pbkdf2 = (...args: unknown[]) => JSON.stringify(['pbkdf2', args, 'ab'.repeat(32)])

const odd = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '\0', '\ud800', 'a\udc00', ' a', 'a ', '\ufeffa', 'ä', '😀'),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, 5, true, [], {}) },
)

const around = (length: number, unit = 'a') =>
  fc.integer({ min: length - 2, max: length + 2 }).map((count) => unit.repeat(count))

const field = {
  primaryEmail: fc.oneof(
    odd,
    fc.emailAddress(),
    fc.constantFrom('a@b.c', 'a@b', 'a b@c.d', '@.', 'a@@b.c', 'a@b..c', 'ä@ö.ü', 'x@y.z\0'),
    around(116).map((text) => `${text}@example.com`),
  ),
  primaryPhone: fc.oneof(
    odd,
    fc.constantFrom(
      '14155550123',
      '4155550123',
      '12345',
      '610412345678',
      '61412345678',
      '390669812345',
      '999',
    ),
    fc.stringMatching(/^\d{1,18}$/),
  ),
  username: fc.oneof(odd, fc.stringMatching(/^[\w.]{1,8}$/), around(128)),
  name: fc.oneof(odd, around(128), around(64, '😀'), fc.string({ unit: 'grapheme' })),
  avatar: fc.oneof(
    odd,
    fc.webUrl(),
    fc.constantFrom(
      'https://a.b',
      'https://xn--a.com',
      'data:,x',
      '/a.png',
      'https://',
      'https://1.2.3.999/',
    ),
    around(2028).map((text) => `https://example.com/${text}`),
  ),
  profile: fc.oneof(
    odd.filter((value) => !isDeepStrictEqual(value, {}) && value !== null),
    fc.dictionary(fc.constantFrom('givenName', 'profile', 'zoneinfo', 'given_name'), odd, {
      minKeys: 1,
      noNullPrototype: true,
    }),
    fc.record({
      address: fc.dictionary(fc.constantFrom('country', 'locality', 'city'), odd, {
        minKeys: 1,
        noNullPrototype: true,
      }),
    }),
  ),
  customData: fc.oneof(
    odd.filter((value) => !isDeepStrictEqual(value, {}) && value !== null),
    fc
      .dictionary(fc.string({ unit: 'binary', maxLength: 3 }), fc.jsonValue(), {
        minKeys: 1,
        noNullPrototype: true,
      })
      .map((value): unknown => JSON.parse(JSON.stringify(value))),
    fc.constantFrom(
      JSON.parse('{"__proto__":1}'),
      { a: JSON.parse('{"__proto__":1}') },
      { x: 'y'.repeat(1_048_552) },
      { x: 'y'.repeat(1_048_553) },
      { x: JSON.parse('['.repeat(99) + ']'.repeat(99)) },
      { x: JSON.parse('['.repeat(101) + ']'.repeat(101)) },
    ),
  ),
  password: odd,
  passwordDigest: fc.oneof(
    odd,
    fc.constantFrom(
      bcrypt,
      bcrypt.replace('$10$', '$03$'),
      `${bcrypt.slice(0, -1)}H`,
      '5f4dcc3b5aa765d61d8327deb882cf99',
      '5F4DCC3B5AA765D61D8327DEB882CF99',
      '["sha512",["@"],"abc0"]',
      '["sha999",["@"],"abc0"]',
      '["sha512",["salt"],"abc0"]',
      pbkdf2('salt', '1000', '32', 'sha256', '@'),
      pbkdf2('salt', 'many', '32', 'sha256', '@'),
      pbkdf2('', '1000', '32', 'sha256', '@'),
      pbkdf2('hex:', '1000', '32', 'sha256', '@'),
      pbkdf2('salt', 1000, 32, 'sha256', '@'),
      '$argon2id$v=19$m=1024,t=2,p=1$AgUfUGT2YQ0UFBTMpqgOeQ$cUTKpi7z6K5wPyxSatGjhaMD+4r/n2Mz9P2d3R77g+E',
      '$argon2id$v=16$m=1024,t=2,p=1$AgUfUGT2YQ0UFBTMpqgOeQ$cUTKpi7z6K5wPyxSatGjhaMD+4r/n2Mz9P2d3R77g+E',
    ),
    around(256, 'x'),
  ),
  passwordAlgorithm: fc.oneof(odd, fc.constantFrom('Bcrypt', 'Argon2id', 'MD5', 'Legacy', 'Scrypt')),
}

/** Few fields at a time, so that about half of the bodies are good. */
const body = fc
  .record(field, { requiredKeys: [] })
  .chain((full) => fc.subarray(Object.entries(full), { maxLength: Math.min(3, Object.keys(full).length) }))
  .map((entries): { [key: string]: unknown } => Object.fromEntries(entries))

/** As it goes over the wire; also rids generated objects of their missing prototype. */
const asJson = (value: object): unknown => JSON.parse(JSON.stringify(value))

const planned = (fields: object) => {
  const user = userWith({
    username: undefined,
    identities: { github: { userId: '1' } },
    phoneFormat: 'international-digits',
    ...fields,
  })
  return planUser(user, strictest)
}

describe('createUserSchema', () => {
  it('accepts a body exactly when planUser lets it through unchanged', () => {
    let accepted = 0
    let refused = 0
    fc.assert(
      fc.property(body, (fields) => {
        const result = planned(fields)
        const { plan, warnings } = result
        // A name that happens to be one of a secret: another test's subject.
        if (plan !== undefined && result.keptOut !== undefined) return
        const isUnchanged =
          plan !== undefined &&
          // Of the run, not of the body.
          warnings.every(({ code }) => code === 'unmarked_user') &&
          plan.losses.length === 0 &&
          isDeepStrictEqual(asJson(plan.create), asJson(fields))
        const { success, error } = createUserSchema.safeParse(fields)
        expect(isUnchanged, error?.message).toBe(success)
        if (success) accepted++
        else refused++
      }),
      { numRuns: 5000 },
    )
    expect(Math.min(accepted, refused)).toBeGreaterThan(500)
  })

  it('accepts every body that planUser makes, whatever the rules', () => {
    const rules = fc.record({
      unverifiedEmail: fc.constantFrom('accept' as const, 'demote' as const),
      unverifiedPhone: fc.constantFrom('accept' as const, 'demote' as const),
      invalidPhone: fc.constant('demote' as const),
      username: fc.constantFrom('drop' as const, 'rewrite' as const),
      unconvertiblePassword: fc.constant('omit' as const),
      keepMigratedFrom: fc.boolean(),
    })
    const flags = fc.record({
      emailVerified: fc.constantFrom(true, false, undefined),
      phoneVerified: fc.constantFrom(true, false, undefined),
      migratedFrom: fc.constantFrom({}, { system: 'auth0', id: '1' }),
    })
    fc.assert(
      fc.property(body, flags, rules, (fields, more, rulesOf) => {
        const user = userWith({ identities: { github: { userId: '1' } }, ...more, ...fields })
        const { plan } = planUser(user, { ...defaultPlanRules, ...rulesOf })
        if (plan !== undefined) expect(createUserSchema.safeParse(plan.create).error).toBeUndefined()
      }),
      { numRuns: 5000 },
    )
  })
})
