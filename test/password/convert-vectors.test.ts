import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import { passwordReasons } from '../../src/password/password-reasons.js'
import { hashVectors } from './hash-vectors.js'

/** The reason of every vector that no digest exists for. */
const expectedReasons: Record<string, string> = {
  'auth0-004': 'salt_not_utf8',
  'auth0-005': 'password_encoding',
  'auth0-009': 'hmac',
  'firebase-020': 'scrypt_memory',
  'supabase-027': 'encrypted_at_rest',
  'supabase-028': 'no_password',
  'kratos-038': 'salt_not_utf8',
  'kratos-039': 'salt_not_utf8',
  'kratos-040': 'salt_not_utf8',
  'kratos-051': 'unix_crypt',
  'kratos-052': 'hmac',
  'zitadel-060': 'scrypt_memory',
  'zitadel-065': 'phpass',
  'zitadel-066': 'unix_crypt',
  'fusionauth-080': 'iterated_hash',
  'fusionauth-081': 'salt_not_utf8',
  'fusionauth-082': 'hmac',
  'okta-085': 'salt_not_utf8',
  'clerk-092': 'pepper_in_password',
  'clerk-093': 'bcrypt_prehashed',
  'clerk-103': 'password_elsewhere',
  'better-auth-105': 'scrypt_memory',
  'node-scrypt-110': 'scrypt_key_short',
  'node-scrypt-111': 'scrypt_parallelism',
  'medusa-114': 'scrypt_key_not_stored',
  'medusa-115': 'scrypt_key_not_stored',
  'custom-pbkdf2-117': 'digest_too_long',
  'spring-133': 'scrypt_memory',
  'bcrypt-edge-138': 'bcrypt_variant',
  'argon2-edge-145': 'argon2_version',
  'argon2-edge-146': 'argon2_version',
  'argon2-edge-147': 'argon2_keyid_data',
  'logto-152': 'no_password',
  'django-157': 'bcrypt_prehashed',
  'django-162': 'salt_is_at_sign',
  'django-167': 'unix_crypt',
  'django-171': 'unusable_password',
  'passlib-175': 'empty_salt',
  'passlib-177': 'scrypt_memory',
  'passlib-178': 'bcrypt_prehashed',
  'passlib-185': 'unix_crypt',
  'passlib-186': 'unix_crypt',
  'passlib-187': 'unix_crypt',
  'passlib-189': 'nested_hash',
  'passlib-191': 'password_encoding',
  'ldap-194': 'salt_not_utf8',
  'ldap-202': 'unix_crypt',
  'wordpress-206': 'phpass',
  'phpbb-207': 'phpass',
  'aspnet-membership-210': 'password_encoding',
  'werkzeug-215': 'scrypt_memory',
  'werkzeug-217': 'scrypt_parallelism',
  'werkzeug-218': 'hmac',
  'wordpress-225': 'phpass',
  'wordpress-227': 'bcrypt_prehashed',
  'drupal-231': 'phpass',
  'drupal-232': 'phpass',
  'mediawiki-237': 'nested_hash',
  'mediawiki-238': 'nested_hash',
  'symfony-241': 'iterated_hash',
  'custom-246': 'digest_too_long',
  'custom-247': 'salt_is_at_sign',
  'custom-250': 'nested_hash',
  'custom-252': 'hmac',
  'custom-255': 'digest_not_available',
  'custom-256': 'digest_not_available',
  'meteor-259': 'bcrypt_prehashed',
  'devise-262': 'pepper_in_password',
  'devise-encryptable-265': 'iterated_hash',
  'keycloak-273': 'argon2_version',
  'ldap-277': 'salt_not_utf8',
  'ldap-279': 'salt_not_utf8',
  'ldap-286': 'unix_crypt',
}

describe('every verified vector converts to exactly its digest', () => {
  it.each(hashVectors.filter(({ logto }) => logto))('$id $note', (vector) => {
    const conversion = convertPassword(vector.source, vector.sourceHash, vector.params)
    expect(conversion).toEqual(vector.logto)
    expect(vector.logto?.passwordDigest).toHaveLength(vector.digestLength ?? -1)
  })
})

describe('plaintext of the source becomes the password', () => {
  it.each(hashVectors.filter(({ plaintext }) => plaintext !== undefined))('$id $note', (vector) => {
    const conversion = convertPassword(vector.source, vector.sourceHash, vector.params)
    expect(conversion).toEqual({ password: vector.plaintext })
  })
})

describe('what has no digest is refused with a stable reason', () => {
  const refused = hashVectors.filter(({ logto, plaintext }) => !logto && plaintext === undefined)

  it.each(refused)('$id $note', (vector) => {
    const conversion = convertPassword(vector.source, vector.sourceHash, vector.params)
    expect(conversion).toHaveProperty('reason', expectedReasons[vector.id])
  })

  it('covers exactly the refused vectors, with documented reasons', () => {
    expect(Object.keys(expectedReasons).toSorted()).toEqual(refused.map(({ id }) => id).toSorted())
    for (const reason of Object.values(expectedReasons)) expect(passwordReasons).toHaveProperty(reason)
  })

  it.each(refused)('$id says nothing of the hash', (vector) => {
    const conversion = convertPassword(vector.source, vector.sourceHash, vector.params)
    const message = 'message' in conversion ? conversion.message : ''
    const texts = JSON.stringify([vector.sourceHash, vector.params]).match(/[A-Za-z0-9+/]{12,}/g) ?? []
    // Names of algorithms and fields are no secret.
    const secrets = texts.filter(
      (text) => !/^(?:additionalParameters|credentialData|hashIterations|parallelism)$/.test(text),
    )
    for (const secret of secrets) expect(message).not.toContain(secret)
  })
})
