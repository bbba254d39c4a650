import { describe, expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../../src/legacy-passwords/verify/verify-legacy-password.js'
import { type HashVector, hashVectors } from '../../password/hash-vectors.js'

/** Whose secret is not in the vector: a right password cannot be told from a wrong one. */
const secretElsewhere = new Set(['argon2-edge-149'])

/** What the function itself ignores is ignored here too: DES knows eight characters, bcrypt 72 bytes. */
const ignoresTheEnd = new Set(['django-167', 'laravel-223', 'laravel-224'])

const withPassword = hashVectors.filter(
  (vector): vector is HashVector & { password: string } => vector.password !== null,
)

describe('every vector that has a password', () => {
  it.each(withPassword.filter(({ id }) => !secretElsewhere.has(id)))(
    '$id $note',
    async ({ id, source, sourceHash, params, password }) => {
      expect(await verifyLegacyPassword(source, sourceHash, params, password)).toBe(true)
      const wrong = ignoresTheEnd.has(id) ? `x${password}` : `${password}x`
      expect(await verifyLegacyPassword(source, sourceHash, params, wrong)).toBe(false)
    },
  )

  it('argon2-edge-149: its secret key shows nowhere, so the right password is wrong too', async () => {
    const vector = withPassword.find(({ id }) => id === 'argon2-edge-149')!
    expect(await verifyLegacyPassword(vector.source, vector.sourceHash, vector.params, vector.password)).toBe(
      false,
    )
  })
})

describe('vectors without a password say why', () => {
  it.each([
    ['supabase-027', 'encrypted_at_rest'],
    ['supabase-028', 'no_password'],
    ['clerk-103', 'password_elsewhere'],
    ['logto-152', 'no_password'],
    ['django-171', 'unusable_password'],
  ])('%s: %s', async (wanted, code) => {
    const { source, sourceHash, params } = hashVectors.find(({ id }) => id === wanted)!
    await expect(verifyLegacyPassword(source, sourceHash, params, 'x')).rejects.toMatchObject({
      name: 'MigrationError',
      reason: 'input',
      code,
    })
  })
})
