import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'

const md5 = '5ebe2294ecd0e0f08eab7690d2a6ee69'
const digest = { passwordAlgorithm: 'SHA1', passwordDigest: 'a'.repeat(40) }

describe('a converter of the operator', () => {
  it.each([
    ['a digest', digest, digest],
    ['plaintext', { password: 'x' }, { password: 'x' }],
    ['undefined: the usual conversion', undefined, { passwordAlgorithm: 'MD5', passwordDigest: md5 }],
    ['null', null, { reason: 'converter_declined' }],
    ['both', { ...digest, password: 'x' }, { reason: 'converter_failed' }],
    ['an unknown algorithm', { ...digest, passwordAlgorithm: 'MD4' }, { reason: 'converter_failed' }],
    ['an empty password', { password: '' }, { reason: 'converter_failed' }],
    ['text', md5, { reason: 'converter_failed' }],
    ['a promise', Promise.resolve(digest), { reason: 'converter_failed' }],
  ])('answers with %s', (_title, result, expected) => {
    const params = { algorithm: 'md5', convert: () => result }
    expect(convertPassword('generic', md5, params)).toMatchObject(expected)
  })

  it('is told what the preset knows', () => {
    const calls: unknown[] = []
    const params = { salt: 's', convert: (...args: unknown[]) => void calls.push(args) }
    convertPassword('auth0', { value: 'x' }, params)
    expect(calls).toEqual([[{ value: 'x' }, 'auth0', params]])
  })

  it('quotes nothing of an error', () => {
    const convert = () => {
      throw new Error(`cannot read ${md5}`)
    }
    const conversion = convertPassword('generic', md5, { convert })
    expect(conversion).toMatchObject({ reason: 'converter_failed' })
    expect(JSON.stringify(conversion)).not.toContain(md5)
  })

  it('is not meant by a column of that name', () => {
    expect(convertPassword('generic', md5, { algorithm: 'md5', convert: 'yes' })).toMatchObject({
      passwordAlgorithm: 'MD5',
    })
  })
})

describe('the names of the config', () => {
  it.each([
    ['family as hash', md5, { family: 'MD5' }, { passwordAlgorithm: 'MD5' }],
    ['digest alone', md5, { digest: 'md5' }, { passwordAlgorithm: 'MD5' }],
    ['family with a hash that does not exist', md5, { family: 'md9' }, { reason: 'unknown_hasher' }],
    [
      'PBKDF2 named with its hash',
      'ab'.repeat(32),
      { family: 'pbkdf2-sha512', iterations: 10, salt: 'ab', saltEncoding: 'utf8', keyLength: 32 },
      { passwordAlgorithm: 'Legacy' },
    ],
    [
      'digest with a count of iterations',
      md5,
      { digest: 'md5', iterations: 1000 },
      { reason: 'ambiguous_hex_digest' },
    ],
  ])('mean %s', (_title, hash, params, expected) => {
    expect(convertPassword('generic', hash, params)).toMatchObject(expected)
  })
})
