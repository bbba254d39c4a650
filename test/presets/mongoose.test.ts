import { describe, expect, it } from 'vitest'
import { mongoose } from '../../src/presets/mongoose/mongoose.js'
import { detectPreset } from '../../src/presets/detect-preset.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { describePreset, readExport } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(
  mongoose,
  [
    {
      file: 'users.ndjson',
      related: { roles: 'roles.json' },
    },
  ],
  {
    losses: ['backup_codes', 'password', 'role', 'social_identity', 'totp'],
  },
)

describe('mongoose', () => {
  it('takes the operator at their word about hash and salt', () => {
    const record = { _id: '1', email: 'a@example.com', salt: 'pepper', hash: 'cd'.repeat(64) }
    const user = mongoose.toUser(record, {
      ...emptyContext,
      passwordParams: { family: 'digest', algorithm: 'sha512', order: 'prefix', saltEncoding: 'utf8' },
    })
    expect(user).toMatchObject({
      passwordAlgorithm: 'Legacy',
      passwordDigest: JSON.stringify(['sha512', ['pepper', '@'], 'cd'.repeat(64)]),
      losses: [],
    })
  })

  it('lets older PBKDF2 settings be stated', () => {
    const record = { _id: '1', email: 'a@example.com', salt: 'ab', hash: 'cd'.repeat(512) }
    const user = mongoose.toUser(record, { ...emptyContext, passwordParams: { digest: 'sha1' } })
    expect('passwordDigest' in user && user.passwordDigest).toContain('"ab","25000"')
    expect('passwordDigest' in user && user.passwordDigest).toContain('"sha1"')
  })

  it('knows when an ObjectId was made', () => {
    expect(mongoose.toUser({ _id: { $oid: '65a5f0c0a1b2c3d4e5f60001' } }, emptyContext)).toMatchObject({
      migratedFrom: { createdAt: '2024-01-16T02:58:08.000Z' },
    })
  })

  it('knows a document by its ObjectId alone: nothing else writes them', () => {
    const record = { _id: { $oid: '65a5f0c0a1b2c3d4e5f60001' }, email: 'a@example.com', image: null }
    expect(mongoose.recognise([record]).score).toBeGreaterThanOrEqual(0.7)
  })
})

it('knows a document that writes id for _id', async () => {
  const records = (await readExport('mongoose/users.ndjson')).map(({ _id: id = null, ...rest }) => ({
    id,
    ...rest,
  }))
  expect(detectPreset(records).best.preset.name).toBe('mongoose')
  const plain = records.map(({ id, ...rest }: JsonObject) => ({
    id: typeof id === 'object' && id !== null && !Array.isArray(id) ? (id['$oid'] ?? null) : (id ?? null),
    ...rest,
    __v: null,
  }))
  for (const record of plain) delete (record as JsonObject)['__v']
  expect(detectPreset(plain).best.preset.name).toBe('mongoose')
})
