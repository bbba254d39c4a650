import { bcrypt } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../src/legacy-passwords/verify/verify-legacy-password.js'
import { convertPassword } from '../../src/password/convert-password.js'

const hash = `$2y$10$${'a'.repeat(53)}`

describe('bcrypt of something else than the password, where algorithm says so', () => {
  it.each([
    'bcrypt(sha256($pass))',
    'BCRYPT( md5($pass) )',
    'bcrypt(base64(sha512($pass)))',
    'bcrypt($salt.$pass)',
    'bcrypt-sha256',
    'bcrypt_sha512',
    'sha512+bcrypt',
    'md5 bcrypt',
    // Not to be read, and no plain bcrypt either.
    'bcrypt(frobnicate($pass))',
    'bcrypt(hmac-sha256($pass))',
  ])('%s is not carried over as if it were plain', (algorithm) => {
    expect(convertPassword('custom', hash, { algorithm })).toMatchObject({ reason: 'bcrypt_prehashed' })
    expect(convertPassword('generic', hash, { algorithm })).toMatchObject({ reason: 'bcrypt_prehashed' })
  })

  it.each(['bcrypt', 'bcrypt($pass)', '2y', 'PASSWORD_BCRYPT', 'bcryptjs', 'md5', 'sha256', 'blowfish:10'])(
    '%s is plain',
    (algorithm) => {
      expect(convertPassword('generic', hash, { algorithm })).toMatchObject({ passwordAlgorithm: 'Bcrypt' })
    },
  )

  it('what cannot be read, or lacks its key or salt, is refused, not answered with no', async () => {
    const code = (params: Record<string, unknown>): Promise<unknown> =>
      verifyLegacyPassword('custom', hash, params, 'x').catch((error: { code: string }) => error.code)
    for (const algorithm of [
      'bcrypt(frobnicate($pass))',
      'bcrypt(hmac-sha256($pass))',
      'bcrypt(sha1($salt.$pass))',
    ]) {
      expect(await code({ algorithm })).toBe('bcrypt_prehashed')
    }
  })

  it('an HMAC under the key that is given', async () => {
    const { createHmac } = await import('node:crypto')
    const stored = await bcrypt({
      password: createHmac('sha256', 'k3y').update('pässword').digest('hex'),
      salt: Buffer.alloc(16, 7),
      costFactor: 4,
      outputType: 'encoded',
    })
    const params = { algorithm: 'bcrypt(hmac-sha256($pass))', key: 'k3y' }
    expect(await verifyLegacyPassword('custom', stored, params, 'pässword')).toBe(true)
    expect(await verifyLegacyPassword('custom', stored, { ...params, key: 'other' }, 'pässword')).toBe(false)
  })
})
