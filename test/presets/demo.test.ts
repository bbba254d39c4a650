import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { verifyDigest } from '../../src/password/digest/verify-digest.js'
import { IdentifierIndex } from '../../src/plan/duplicates/identifier-index.js'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import type { UserPlan } from '../../src/plan/user-plan.js'
import { auth0 } from '../../src/presets/auth0/auth0.js'
import { isSkip } from '../../src/presets/preset.js'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { isObject } from '../../src/presets/vocabulary/cells/read-json-cell.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

/** Line → plan, or the codes of its problems. */
const planDemo = async (): Promise<Map<number, UserPlan | string[]>> => {
  const index = new IdentifierIndex()
  const planned = new Map<number, UserPlan | string[]>()
  for (const [position, record] of (await readDemo()).entries()) {
    const line = position + 1
    const user = record === undefined ? undefined : auth0.toUser(record, emptyContext)
    if (user === undefined || isSkip(user)) {
      planned.set(line, ['unreadable'])
      continue
    }
    const { plan, problems } = planUser(user, defaultPlanRules)
    const clashes = plan === undefined ? [] : index.claimAll(plan, line)
    planned.set(
      line,
      clashes.length > 0 ? clashes.map(({ kind }) => kind) : (plan ?? problems.map(({ code }) => code)),
    )
  }
  return planned
}

const readDemo = async (): Promise<(JsonObject | undefined)[]> => {
  const bytes = await readFile('fixtures/demo/auth0-users.ndjson')
  const lines: (JsonObject | undefined)[] = []
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(10, from)
    lines.push(readLine(bytes.subarray(from, to)))
    from = to + 1
  }
  return lines
}

const readLine = (bytes: Uint8Array): JsonObject | undefined => {
  try {
    const value: JsonValue = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

describe('demo fixture', () => {
  it('has 320 lines, nine of them broken, each in its own way', async () => {
    const planned = await planDemo()
    expect(planned.size).toBe(320)
    expect([...planned].filter(([, result]) => Array.isArray(result))).toEqual([
      [31, ['email_invalid']],
      [64, ['unreadable']],
      [97, ['email']],
      [128, ['nul_character']],
      [160, ['phone_invalid']],
      [193, ['unreadable']],
      [224, ['no_sign_in_method']],
      [257, ['email_too_long']],
      [289, ['unreadable']],
    ])
  })

  it('shows most of what an import meets', async () => {
    const plans = [...(await planDemo()).values()].flatMap((result) =>
      Array.isArray(result) ? [] : [result],
    )
    const count = (test: (plan: UserPlan) => boolean) => plans.filter(test).length
    expect(count(({ create }) => create.primaryPhone !== undefined)).toBeGreaterThan(60)
    expect(count(({ create }) => create.username !== undefined)).toBeGreaterThan(50)
    expect(count(({ create }) => create.passwordDigest !== undefined)).toBeGreaterThan(150)
    expect(count(({ identities }) => identities.length > 0)).toBeGreaterThan(40)
    expect(count(({ isSuspended }) => isSuspended)).toBeGreaterThan(4)
    expect(count(({ factors }) => factors.length > 0)).toBeGreaterThan(3)
    expect(count(({ losses }) => losses.length > 0)).toBeGreaterThan(10)
  })

  it('is recognized from its first lines', async () => {
    const sample = (await readDemo()).filter((record) => record !== undefined).slice(0, 50)
    expect(detectPreset(sample).best.preset.name).toBe('auth0')
  })

  it('has the passwords that known-passwords.csv says', async () => {
    const plans = new Map<string, UserPlan>()
    for (const result of (await planDemo()).values())
      if (!Array.isArray(result)) plans.set(result.sourceKey, result)
    const known: { key: string; identifier: string; password: string }[] = parse(
      await readFile('fixtures/demo/known-passwords.csv', 'utf8'),
      { columns: true },
    )
    expect(known.length).toBe(3)
    for (const { key, identifier, password } of known) {
      const create = plans.get(key)?.create
      expect(create?.primaryEmail).toBe(identifier)
      const digest = create?.passwordDigest ?? ''
      expect(await verifyDigest('Bcrypt', digest, password)).toBe(true)
      expect(await verifyDigest('Bcrypt', digest, `${password}x`)).toBe(false)
    }
  })
})
