import { bcrypt } from 'hash-wasm'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type * as Pool from '../../../../src/legacy-passwords/verify/pool/open-verifier.js'
import { verifyLegacyPassword } from '../../../../src/legacy-passwords/verify/verify-legacy-password.js'
import { hashVectors } from '../../../password/hash-vectors.js'

// Threads run what is built.
const built = pathToFileURL(resolve('dist/legacy-passwords/verify/pool/open-verifier.js')).href
const { openVerifier } = (await import(built)) as typeof Pool

/** HMAC, binary salt, crypt(3), phpass, iterated digest, bcrypt over SHA-256, salted digest. */
const families = new Set([
  'auth0-009',
  'kratos-038',
  'passlib-186',
  'wordpress-206',
  'mediawiki-237',
  'ldap-286',
])

const open = (options: Pool.VerifierOptions): Pool.Verifier => {
  const verifier = openVerifier(options)
  onTestFinished(() => verifier.close())
  return verifier
}

const costly = async (
  costFactor: number,
): Promise<{ source: string; hash: string; params: Record<string, never> }> => ({
  source: 'generic',
  hash: await bcrypt({ password: 'right', salt: Buffer.alloc(16, 1), costFactor, outputType: 'encoded' }),
  params: {},
})

const cheap = {
  source: 'generic',
  hash: '5f4dcc3b5aa765d61d8327deb882cf99',
  params: { algorithm: 'md5' },
  password: 'password',
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => value,
    (error: { code?: string }) => error.code ?? error,
  )

test('answers what verifyLegacyPassword answers, whichever thread computes it', async () => {
  const verifier = open({ threads: 1 })
  const chosen = hashVectors.filter(({ id }) => families.has(id))
  const elsewhere = { cheap: 0, costly: 0 }
  for (const { source, sourceHash: hash, params, password } of chosen) {
    for (const typed of [password!, `x${password}`]) {
      let isElsewhere = false
      const answer = verifier.verify({ source, hash, params, password: typed }, (work) => {
        isElsewhere = true
        return work
      })
      expect(await codeOf(answer)).toEqual(await codeOf(verifyLegacyPassword(source, hash, params, typed)))
      elsewhere[isElsewhere ? 'costly' : 'cheap'] += 1
    }
  }
  // Both kinds are among them.
  expect(elsewhere.cheap).toBeGreaterThan(3)
  expect(elsewhere.costly).toBeGreaterThan(3)
  const refused = { source: 'generic', hash: `$2b$31$${'a'.repeat(53)}`, params: {}, password: 'x' }
  expect(await codeOf(verifier.verify(refused))).toBe('verify_time')
  const damaged = { source: 'generic', hash: '$2b$10$short', params: {}, password: 'x' }
  expect(await codeOf(verifier.verify(damaged))).toBe('malformed_hash')
})

test('a cheap one that comes later is not behind a costly one', async () => {
  const verifier = open({ threads: 1, withinMs: 60_000 })
  const slow = { ...(await costly(10)), password: 'right' }
  await verifier.verify({ ...(await costly(4)), password: 'x' })
  const ended: string[] = []
  await Promise.all([
    verifier.verify(slow).then(() => ended.push('costly')),
    verifier.verify(cheap).then(() => ended.push('cheap')),
  ])
  expect(ended).toEqual(['cheap', 'costly'])
})

test('the queue has a bound: who comes when it is full is told so, and later it is free again', async () => {
  const verifier = open({ threads: 1, maxWaiting: 2, withinMs: 60_000 })
  const task = { ...(await costly(5)), password: 'right' }
  await verifier.verify(task)
  const all = await Promise.all(Array.from({ length: 6 }, () => codeOf(verifier.verify(task))))
  expect(all).toEqual([true, true, true, 'verify_busy', 'verify_busy', 'verify_busy'])
  expect(verifier.waiting()).toBe(0)
  expect(await verifier.verify({ ...task, password: 'wrong' })).toBe(false)
})

test('what takes too long is given up, and its thread with it', async () => {
  const verifier = open({ threads: 1, withinMs: 1 })
  const long = { source: 'generic', hash: `$2b$15$${'a'.repeat(53)}`, params: {}, password: 'x' }
  expect(await codeOf(verifier.verify(long))).toBe('verify_late')
  expect(await verifier.verify(cheap)).toBe(true)
})
