import { describe, expect, it } from 'vitest'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { contentCases } from './content-cases.js'
import { identifierCases } from './identifier-cases.js'
import { userWith } from './user-with.js'

const bcrypt = '$2b$10$3foYVn/sldKQ35MuP0XG7ur1hHKek/crcoxYln9NSvjjSy3KkArnG'
const argon2 =
  '$argon2id$v=19$m=1024,t=2,p=1$AgUfUGT2YQ0UFBTMpqgOeQ$cUTKpi7z6K5wPyxSatGjhaMD+4r/n2Mz9P2d3R77g+E'

describe('planUser', () => {
  it.each([...identifierCases, ...contentCases])(
    '$id',
    ({ user, rules, create, facts, problems = [], warnings = [], losses = [] }) => {
      const result = planUser(userWith(user), { ...defaultPlanRules, ...rules })
      expect(
        result.problems?.map(({ code, field }) => (field === undefined ? [code] : [code, field])) ?? [],
      ).toEqual(problems)
      expect(result.warnings.map(({ code }) => code)).toEqual(warnings)
      if (result.plan === undefined) return
      const body: { [field: string]: unknown } = { ...result.plan.create }
      for (const [field, value] of Object.entries(create ?? {})) expect(body[field], field).toEqual(value)
      if (facts) expect(result.plan.create.customData?.['migratedFrom']).toMatchObject(facts)
      expect(result.plan.losses.map(({ kind }) => kind)).toEqual(losses)
    },
  )

  it('does not change the record', () => {
    const user = userWith({ primaryEmail: 'a@example.com', emailVerified: false, customData: { a: 1 } })
    const before = structuredClone(user)
    planUser(user, defaultPlanRules)
    expect(user).toEqual(before)
  })

  it('puts TOTP before backup codes and pads the secret', () => {
    const codes = Array(10).fill('0123456789')
    const user = userWith({
      mfa: [
        { type: 'BackupCode', codes },
        { type: 'Totp', secret: 'jbswy3dpehpk3pxpjbswy3dpee' },
      ],
    })
    expect(planUser(user, defaultPlanRules).plan?.factors).toEqual([
      { type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEE======' },
      { type: 'BackupCode', codes },
    ])
  })

  it('names each role and organization once', () => {
    const user = userWith({
      roles: ['admin', ' admin ', 'editor'],
      organizations: [
        { id: 'o1', roles: ['a'] },
        { name: 'Acme', roles: [] },
        { id: 'o1', roles: ['a', 'b'] },
      ],
    })
    const { plan } = planUser(user, defaultPlanRules)
    expect(plan?.roles).toEqual(['admin', 'editor'])
    expect(plan?.organizations).toEqual([
      { id: 'o1', roles: ['a', 'b'] },
      { name: 'Acme', roles: [] },
    ])
  })

  it('makes identity ids text', () => {
    const user = userWith({ identities: { github: { userId: 583231, details: { a: 1 } } } })
    expect(planUser(user, defaultPlanRules).plan?.identities).toEqual([
      { target: 'github', userId: '583231', details: { a: 1 } },
    ])
  })

  it('derives the same source key from the same identifiers', () => {
    const keyOf = (fields: object) =>
      planUser(userWith({ id: undefined, ...fields }), defaultPlanRules).plan?.sourceKey
    const key = keyOf({ primaryEmail: 'Jane@Example.com' })
    expect(key).toMatch(/^hash:[\da-f]{32}$/)
    expect(keyOf({ primaryEmail: 'jane@example.com' })).toBe(key)
    expect(keyOf({ primaryEmail: 'john@example.com' })).not.toBe(key)
  })

  it('names the source key of a rejected record', () => {
    const result = planUser(userWith({ id: 7, primaryEmail: 'x' }), defaultPlanRules)
    expect(result.plan === undefined && result.sourceKey).toBe('7')
  })

  it('keeps secrets out of messages', () => {
    const secret = 'hunter2-secret'
    const user = userWith({
      password: `${secret}\0`,
      passwordDigest: secret,
      passwordAlgorithm: secret,
      mfa: [{ type: 'Totp', secret }],
    })
    expect(JSON.stringify(planUser(user, defaultPlanRules))).not.toContain(secret)
  })

  it('accepts all known good digests', () => {
    for (const [algorithm, digest] of [
      ['Bcrypt', bcrypt],
      ['Argon2id', argon2],
      ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ]) {
      const user = userWith({ passwordDigest: digest, passwordAlgorithm: algorithm })
      expect(planUser(user, defaultPlanRules).problems, algorithm).toBeUndefined()
    }
  })
})
