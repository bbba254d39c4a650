import { createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto'
import { argon2id, bcrypt, md4 } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { diagnosePassword } from '../../../src/password/diagnose/diagnose-password.js'
import type { PasswordQuestion } from '../../../src/password/diagnose/diagnose-password.js'
import { diagnosisCauses } from '../../../src/password/diagnose/diagnosis-causes.js'

const password = ' Ünlocked №1 '
const saltText = '80ff00414243aabb'
const saltBytes = Buffer.from(saltText, 'hex')
const salt16 = Buffer.from('80ff00414243aabb80ff00414243aabb', 'hex')
const hash = (name: string, ...parts: (string | Buffer)[]): string => {
  const computed = createHash(name)
  for (const part of parts) computed.update(part)
  return computed.digest('hex')
}
const key = (input: string | Buffer, salt: string | Buffer, iterations: number, digest = 'sha256'): string =>
  pbkdf2Sync(input, salt, iterations, 32, digest).toString('hex')
const bcryptOf = (input: string | Buffer): Promise<string> =>
  bcrypt({ password: input, salt: salt16, costFactor: 4, outputType: 'encoded' })
const argon2Of = (input: string, secret?: string): Promise<string> =>
  argon2id({
    password: input,
    salt: salt16,
    iterations: 1,
    parallelism: 1,
    memorySize: 8,
    hashLength: 32,
    outputType: 'encoded',
    ...(secret ? { secret } : {}),
  })

const digestParams = { algorithm: 'sha256', salt: saltText, order: 'prefix' }
const pbkdf2Params = { salt: saltText, saltEncoding: 'utf8', iterations: 1000, digest: 'sha256' }

type Case = [title: string, cause: string, question: () => Promise<Partial<PasswordQuestion>>]

const cases: Case[] = [
  [
    'nothing wrong',
    'verifies',
    async () => ({ source: 'custom', sourceHash: hash('sha256', saltText, password), params: digestParams }),
  ],
  [
    'salt behind the password',
    'salt_position',
    async () => ({ source: 'custom', sourceHash: hash('sha256', password, saltText), params: digestParams }),
  ],
  [
    'salt on both sides',
    'salt_position',
    async () => ({
      source: 'custom',
      sourceHash: hash('sha256', saltText, password, saltText),
      params: digestParams,
    }),
  ],
  [
    'salt as bytes',
    'salt_encoding',
    async () => ({ source: 'custom', sourceHash: hash('sha256', saltBytes, password), params: digestParams }),
  ],
  [
    'another hash of that size',
    'digest_algorithm',
    async () => ({
      source: 'custom',
      sourceHash: hash('sha3-256', saltText, password),
      params: digestParams,
    }),
  ],
  [
    'an HMAC',
    'hmac',
    async () => ({
      source: 'custom',
      sourceHash: createHmac('sha256', saltText).update(password).digest('hex'),
      params: digestParams,
    }),
  ],
  [
    'a hash of a hash',
    'password_prehashed',
    async () => ({ source: 'wordpress', sourceHash: hash('md5', hash('md5', password)), params: {} }),
  ],
  [
    'an NT hash',
    'nt_hash',
    async () => ({ source: 'generic', sourceHash: await md4(Buffer.from(password, 'utf16le')), params: {} }),
  ],
  [
    'a bare digest nobody named',
    'digest_algorithm',
    async () => ({ source: 'generic', sourceHash: hash('sha1', password), params: {} }),
  ],
  [
    'Latin-1',
    'password_encoding',
    async () => ({
      source: 'custom',
      sourceHash: hash('md5', Buffer.from('Ünlocked', 'latin1')),
      params: {},
      password: 'Ünlocked',
    }),
  ],
  [
    'UTF-16LE',
    'password_encoding',
    async () => ({
      source: 'custom',
      sourceHash: hash('sha1', Buffer.from(password, 'utf16le')),
      params: {},
    }),
  ],
  [
    'PBKDF2 with decoded salt',
    'salt_encoding',
    async () => ({
      source: 'custom-pbkdf2',
      sourceHash: key(password, saltBytes, 1000),
      params: pbkdf2Params,
    }),
  ],
  [
    'PBKDF2 with salt text',
    'salt_encoding',
    async () => ({
      source: 'custom-pbkdf2',
      sourceHash: key(password, saltText, 1000),
      params: { ...pbkdf2Params, saltEncoding: 'hex' },
    }),
  ],
  [
    'PBKDF2 with another count',
    'iterations',
    async () => ({
      source: 'custom-pbkdf2',
      sourceHash: key(password, saltText, 27_500),
      params: pbkdf2Params,
    }),
  ],
  [
    'PBKDF2 with another hash',
    'digest_algorithm',
    async () => ({
      source: 'custom-pbkdf2',
      sourceHash: key(password, saltText, 1000, 'sha512'),
      params: pbkdf2Params,
    }),
  ],
  [
    'PBKDF2 of the trimmed password',
    'password_trimmed',
    async () => ({
      source: 'custom-pbkdf2',
      sourceHash: key(password.trim(), saltText, 1000),
      params: pbkdf2Params,
    }),
  ],
  [
    'PBKDF2 of the NFKC form',
    'password_normalised',
    async () => ({
      source: 'custom-pbkdf2',
      sourceHash: key(password.normalize('NFKC'), saltText, 1000),
      params: pbkdf2Params,
    }),
  ],
  [
    'bcrypt of the SHA-256',
    'password_prehashed',
    async () => ({ source: 'generic', sourceHash: await bcryptOf(hash('sha256', password)), params: {} }),
  ],
  [
    'bcrypt with a pepper',
    'pepper_joined',
    async () => ({
      source: 'generic',
      sourceHash: await bcryptOf(`${password}salted`),
      params: {},
      pepper: 'salted',
    }),
  ],
  [
    'bcrypt of the first 72 bytes',
    'password_cut_72',
    async () => ({
      source: 'generic',
      sourceHash: await bcryptOf('x'.repeat(72)),
      params: {},
      password: 'x'.repeat(80),
    }),
  ],
  [
    'bcrypt in lower case',
    'password_case',
    async () => ({ source: 'generic', sourceHash: await bcryptOf(password.toLowerCase()), params: {} }),
  ],
  [
    'Argon2 with a secret',
    'pepper_joined',
    async () => ({
      source: 'generic',
      sourceHash: await argon2Of(password, 'secret'),
      params: {},
      pepper: 'secret',
    }),
  ],
  [
    'Argon2 of the trimmed password',
    'password_trimmed',
    async () => ({ source: 'generic', sourceHash: await argon2Of(password.trim()), params: {} }),
  ],
  [
    'scrypt with text salt',
    'salt_encoding',
    async () => ({
      source: 'node-scrypt',
      sourceHash: scryptSync(password, saltText, 64).toString('hex'),
      params: { salt: saltText, saltEncoding: 'hex' },
    }),
  ],
  [
    'scrypt with decoded salt',
    'salt_encoding',
    async () => ({
      source: 'node-scrypt',
      sourceHash: scryptSync(password, saltBytes, 64).toString('hex'),
      params: { salt: saltText, saltEncoding: 'utf8' },
    }),
  ],
  [
    'scrypt with another cost',
    'scrypt_cost',
    async () => ({
      source: 'node-scrypt',
      sourceHash: scryptSync(password, saltText, 64, { N: 32_768, r: 8, p: 1, maxmem: 1e8 }).toString('hex'),
      params: { salt: saltText, saltEncoding: 'utf8' },
    }),
  ],
  [
    'what cannot be converted',
    'not_convertible',
    async () => ({ source: 'generic', sourceHash: '$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/', params: {} }),
  ],
  [
    'another account',
    'not_found',
    async () => ({ source: 'custom', sourceHash: hash('sha256', saltText, 'another'), params: digestParams }),
  ],
  [
    'marked plaintext',
    'verifies',
    async () => ({ source: 'spring', sourceHash: `{noop}${password}`, params: {} }),
  ],
]

describe('the cause is found', () => {
  it.each(cases)('%s: %s', async (_title, cause, ask) => {
    const question = { source: 'generic', sourceHash: '', params: {}, password, ...(await ask()) }
    const diagnosis = await diagnosePassword(question)
    expect(diagnosis.cause).toBe(cause)
    expect(diagnosisCauses).toHaveProperty(diagnosis.cause)
    expect(diagnosis.message).not.toContain(question.password)
    if (typeof question.sourceHash === 'string') expect(diagnosis.message).not.toContain(question.sourceHash)
  })
})

it('leaves out what would cost too much', async () => {
  const question = {
    source: 'custom-pbkdf2',
    sourceHash: key(password, saltText, 27_500),
    params: pbkdf2Params,
    password,
  }
  const bounded = await diagnosePassword({ ...question, maxCostMs: 1 })
  expect(bounded.cause).toBe('not_found')
  expect(bounded.message).toMatch(/^\d+ variants were too expensive to try\./)
  const unbounded = await diagnosePassword(question)
  expect(unbounded.message).toContain('27500 iterations')
})
