import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import { passwordWarnings } from '../../src/password/password-warnings.js'
import { hashVectors } from './hash-vectors.js'

const codesOf = (id: string): string[] => {
  const vector = hashVectors.find((candidate) => candidate.id === id)
  if (!vector) throw new Error(`no vector ${id}`)
  return passwordWarnings(convertPassword(vector.source, vector.sourceHash, vector.params)).map(
    ({ code }) => code,
  )
}

describe('warnings', () => {
  it.each([
    ['bcrypt', 'auth0-001', ['bcrypt_72_bytes', 'upgraded_on_first_sign_in']],
    [
      'bcrypt $2x$',
      'bcrypt-edge-137',
      ['bcrypt_72_bytes', 'bcrypt_2x_non_ascii', 'upgraded_on_first_sign_in'],
    ],
    ['Argon2i stays', 'logto-150', []],
    ['Argon2id', 'supabase-025', ['upgraded_on_first_sign_in']],
    ['PBKDF2 of 600,000 rounds', 'werkzeug-211', ['pbkdf2_blocks_event_loop', 'upgraded_on_first_sign_in']],
    ['PBKDF2 of 1,000 rounds', 'aspnet-identity-121', ['upgraded_on_first_sign_in']],
    ['Firebase', 'firebase-014', ['upgraded_on_first_sign_in']],
    ['a refusal', 'drupal-231', []],
    ['plaintext', 'spring-134', []],
  ])('%s', (_title, id, expected) => {
    expect(codesOf(id)).toEqual(expected)
  })

  it('counts key blocks', () => {
    const warn = (keyLength: number) =>
      passwordWarnings({
        passwordAlgorithm: 'Legacy',
        passwordDigest: JSON.stringify(['pbkdf2', ['s', '600000', String(keyLength), 'sha256', '@'], 'aa']),
      })[0]?.estimatedMs
    expect(warn(32)).toBe(132)
    expect(warn(33)).toBe(264)
  })
})
