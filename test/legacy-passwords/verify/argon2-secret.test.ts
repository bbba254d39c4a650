import { argon2id } from 'hash-wasm'
import { expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../../src/legacy-passwords/verify/verify-legacy-password.js'

it('Argon2 with a secret key is verified where the key is given', async () => {
  const hash = await argon2id({
    password: 'correct horse',
    salt: Buffer.alloc(16, 3),
    secret: 'kept in a vault',
    iterations: 1,
    parallelism: 1,
    memorySize: 64,
    hashLength: 32,
    outputType: 'encoded',
  })
  const params = { pepper: 'kept in a vault', pepperUse: 'secret' }
  expect(await verifyLegacyPassword('generic', hash, params, 'correct horse')).toBe(true)
  expect(await verifyLegacyPassword('generic', hash, { pepper: params.pepper }, 'correct horse')).toBe(true)
  expect(await verifyLegacyPassword('generic', hash, params, 'correct hors')).toBe(false)
  expect(await verifyLegacyPassword('generic', hash, { ...params, pepper: 'another' }, 'correct horse')).toBe(
    false,
  )
  expect(await verifyLegacyPassword('generic', hash, {}, 'correct horse')).toBe(false)
})
