import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { genericRecordSchema } from '../../src/presets/generic/generic-record-schema.js'
import { userRecordJsonSchema } from '../../src/presets/user-record-json-schema.js'
import { readFixture } from './plan-fixture.js'

describe('user record schema', () => {
  it('is the committed one; run node schemas/generate.mjs after a build', async () => {
    const committed: unknown = JSON.parse(await readFile('schemas/user-record.schema.json', 'utf8'))
    expect(JSON.parse(JSON.stringify(userRecordJsonSchema()))).toEqual(committed)
  })

  it("accepts a full record under Logto's names", async () => {
    const [full] = await readFixture('generic/users.ndjson')
    expect(genericRecordSchema.safeParse(full).error).toBeUndefined()
  })

  it.each([
    { primaryEmail: 5 },
    { customData: [] },
    { passwordAlgorithm: 'Scrypt' },
    { mfa: [{ type: 'WebAuthn' }] },
    { identities: { google: {} } },
  ])('refuses %j', (record) => {
    expect(genericRecordSchema.safeParse(record).success).toBe(false)
  })
})
