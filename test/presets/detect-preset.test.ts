import { describe, expect, it } from 'vitest'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { recogniseByClues, type Clue } from '../../src/presets/vocabulary/recognise-by-clues.js'
import { hasAllNames, hasAnyName } from '../../src/presets/vocabulary/has-name.js'
import type { JsonObject } from '../../src/source/source-record.js'

const clues: readonly Clue[] = [
  { evidence: 'own', weight: 0.2, isOwn: true, holds: hasAnyName('own') },
  { evidence: 'common', weight: 0.8, holds: hasAllNames('email', 'name') },
]

describe('recogniseByClues', () => {
  it('keeps common names below 0.5 where own ones are known', () => {
    expect(recogniseByClues([{ email: '', name: '' }], clues)).toEqual({
      score: 0.49,
      evidence: ['common'],
    })
  })

  it('takes one record in a hundred for enough, and says how many there are', () => {
    const sample: JsonObject[] = [...Array.from({ length: 99 }, () => ({})), { own: 1 }]
    expect(recogniseByClues(sample, clues)).toMatchObject({
      score: expect.closeTo(0.7006),
      evidence: ['own, in 1 of 100 records'],
      ownShare: 0.01,
    })
  })

  it('is as sure as the weights say where no clue is called own', () => {
    const common = clues.map((clue) => ({ ...clue, isOwn: false }))
    expect(recogniseByClues([{ email: '', name: '' }], common).score).toBe(0.8)
  })
})

describe('detectPreset', () => {
  const manyCommon = {
    id: '1',
    email: 'a@example.com',
    name: 'A',
    username: 'a',
    phone: '1',
    created_at: '2024',
  }

  it.each<[string, JsonObject, string]>([
    ['custom_password_hash', { custom_password_hash: { algorithm: 'bcrypt' } }, 'auth0'],
    ['encryptionScheme', { encryptionScheme: 'salted-sha256' }, 'fusionauth'],
    ['hashedSaltedValue', { credentials: [{ type: 'password', hashedSaltedValue: 'x' }] }, 'keycloak'],
    ['a plaintext credential', { credentials: [{ type: 'password', value: 'x' }] }, 'keycloak'],
    ['UserStatus', { UserStatus: 'CONFIRMED' }, 'cognito'],
    ['userPoolId', { userPoolId: 'eu-central-1_abc' }, 'cognito'],
    ['user_login beside meta_key', { user_login: 'a', meta_key: 'nickname' }, 'wordpress'],
    ['raw_user_meta_data', { encrypted_password: 'x', raw_user_meta_data: '{}' }, 'supabase'],
    ['SecurityStamp', { SecurityStamp: 'x' }, 'aspnet-identity'],
    ['fs_uniquifier', { fs_uniquifier: 'x', password: 'x' }, 'werkzeug'],
  ])('%s outweighs any number of common names', (_, own, name) => {
    expect(detectPreset([{ ...manyCommon, ...own }])).toMatchObject({
      best: { preset: { name } },
      rival: undefined,
    })
    const few = Array.from({ length: 50 }, (_, at) => (at === 7 ? { ...manyCommon, ...own } : manyCommon))
    expect(detectPreset(few).best.preset.name).toBe(name)
  })

  it('reads the header where there is no record', () => {
    const header = ['instance_id', 'id', 'aud', 'email', 'encrypted_password', 'raw_app_meta_data']
    expect(detectPreset([], header).best.preset.name).toBe('supabase')
    expect(detectPreset([], ['id', 'email', 'name'])).toMatchObject({ best: { preset: { name: 'generic' } } })
  })

  it('calls what a product builds on a framework by the name of the product', () => {
    const row = {
      ...manyCommon,
      password: 'pbkdf2_sha256$1000$a$b',
      is_superuser: 'f',
      last_login: '',
      is_active: 't',
      uuid: 'a',
      attributes: '{}',
      path: 'users',
      type: 'internal',
    }
    expect(detectPreset([row])).toMatchObject({ best: { preset: { name: 'authentik' } }, rival: undefined })
  })

  it('names both where two systems show their own names', () => {
    const { best, rival } = detectPreset([
      { ...manyCommon, custom_password_hash: {}, encryptionScheme: 'bcrypt' },
    ])
    expect([best.preset.name, rival?.preset.name].sort()).toEqual(['auth0', 'fusionauth'])
  })
})
