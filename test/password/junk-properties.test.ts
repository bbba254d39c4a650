import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import { passwordReasons } from '../../src/password/password-reasons.js'
import { passwordSystems } from '../../src/password/systems/password-systems.js'
import { runs } from '../support/runs.js'

describe('whatever is stored', () => {
  const sources = [...passwordSystems.keys(), 'no-such-system']
  const looksLike = fc
    .tuple(
      fc.constantFrom(
        '$2b$',
        '$argon2id$v=19$',
        '$pbkdf2-sha256$',
        '$scrypt$',
        '{SSHA}',
        ':pbkdf2:',
        'AQAAAA',
        '["sha256",',
        '$fbscrypt$',
        '{"value":',
        'pbkdf2_sha256$',
        'scrypt:',
      ),
      fc.string({ maxLength: 120 }),
    )
    .map(([start, rest]) => start + rest)
  const junk = fc.oneof(
    fc.string({ maxLength: 200, unit: 'binary' }),
    looksLike,
    fc.anything(),
    fc.jsonValue(),
  )

  it('is converted or refused, never thrown on, and a digest is never too long', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        junk,
        fc.dictionary(
          fc.constantFrom(
            'salt',
            'algorithm',
            'order',
            'iterations',
            'credentialData',
            'password_hasher',
            'encryptionScheme',
            'factor',
            'hash_type',
            'signerKey',
            'saltEncoding',
            'digest',
            'firebase',
          ),
          fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.anything()),
        ),
        (source, sourceHash, params) => {
          const conversion = convertPassword(source, sourceHash, params)
          if ('reason' in conversion) expect(passwordReasons).toHaveProperty(conversion.reason)
          else if ('passwordDigest' in conversion)
            expect(conversion.passwordDigest.length).toBeLessThanOrEqual(256)
          else expect(conversion.password).not.toBe('')
        },
      ),
      { numRuns: runs(4000) },
    )
  })

  it('an HMAC is never taken for a plain digest', async () => {
    const digest = createHmac('sha256', 'key').update('secret').digest('hex')
    const conversion = convertPassword('werkzeug', `sha256$key$${digest}`, {})
    expect(conversion).toHaveProperty('reason', 'hmac')
  })
})
