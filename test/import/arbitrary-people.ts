import fc from 'fast-check'
import type { JsonObject } from '../../src/source/source-record.js'

/** An unsalted digest that is valid. */
export const digestOf = (letter: string): JsonObject => ({
  passwordDigest: letter.repeat(32),
  passwordAlgorithm: 'MD5',
})

/** A few people in every mix of fields, steps and memberships. The same key is the same person in each. */
export const people = fc
  .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 })
  .chain((keys) => fc.tuple(...keys.map((key) => person(key))))

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })

const person = (key: number): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      name: optional(fc.constantFrom('A', 'B')),
      primaryEmail: optional(fc.constantFrom(`e${key}@example.org`, `f${key}@example.org`)),
      customData: optional(
        fc.record(
          { a: optional(fc.constantFrom(1, 2)), b: optional(fc.constant([1])) },
          { requiredKeys: [] },
        ),
      ),
      profile: optional(fc.constantFrom({ nickname: 'x' }, { locale: 'de' })),
      isSuspended: optional(fc.boolean()),
      roles: optional(fc.subarray(['r1', 'r2', 'r3'])),
      organizations: optional(
        fc
          .subarray(['o1', 'o2'])
          .chain((ids) =>
            fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), roles: fc.subarray(['x', 'y']) }))),
          ),
      ),
      identities: optional(
        fc.constantFrom<JsonObject>(
          { google: { userId: `g${key}` } },
          { google: { userId: `G${key}` } },
          { github: { userId: `h${key}`, details: { login: 'l' } } },
        ),
      ),
      mfa: optional(
        fc
          .constantFrom<JsonObject>(
            { type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
            { type: 'Totp', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' },
          )
          .map((factor) => [factor]),
      ),
      password: optional(fc.constantFrom(digestOf('a'), digestOf('b'))),
    })
    .map(({ password, ...fields }) => {
      const given = Object.entries({ ...fields, ...password }).filter(([, value]) => value !== undefined)
      return { id: `k${key}`, username: `user${key}`, ...Object.fromEntries(given) }
    })
