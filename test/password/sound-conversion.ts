import fc from 'fast-check'
import { expect } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import type { HashParams } from '../../src/password/hash-params.js'
import { passwordReasons } from '../../src/password/password-reasons.js'
import { verifyDigest } from '../../src/password/digest/verify-digest.js'

/** What a source system would hold. */
export interface Stored {
  source: string
  sourceHash: unknown
  params?: HashParams
}

export const password = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
    fc.constantFrom('@', 'hex:00', '"\\', '{SALT}', '\0', ' a ', 'e\u0301'),
  )
  .filter((text) => !/\p{Surrogate}/u.test(text))

export const textSalt = fc.oneof(
  fc.string({ maxLength: 100, unit: 'grapheme' }),
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.constantFrom(
    '',
    '@',
    '@@',
    'hex:',
    'hex:00',
    'HEX:zz',
    '\uFEFF',
    '\uFEFF@',
    '\0',
    '"',
    '\\',
    '\ud800',
    '{salt}',
  ),
)

export const byteSalt = fc
  .oneof(
    fc.uint8Array({ maxLength: 200 }),
    textSalt.map((text) => new TextEncoder().encode(text)),
    fc.constantFrom(Uint8Array.of(0x40), Uint8Array.of(0xff), Uint8Array.of(0xef, 0xbb, 0xbf)),
  )
  .map((bytes) => Buffer.from(bytes))

const wrongOf = (text: string): string => (text === 'wrong' ? 'wronger' : 'wrong')

/** Either it converts and Logto tells right from wrong, or it is refused with a documented reason. */
const expectSound = async ({ source, sourceHash, params = {} }: Stored, right: string): Promise<boolean> => {
  const conversion = convertPassword(source, sourceHash, params)
  if ('reason' in conversion) {
    expect(passwordReasons).toHaveProperty(conversion.reason)
    return false
  }
  if ('password' in conversion) {
    expect(conversion.password).toBe(right)
    return true
  }
  const { passwordAlgorithm, passwordDigest } = conversion
  expect(passwordDigest.length).toBeLessThanOrEqual(256)
  expect(await verifyDigest(passwordAlgorithm, passwordDigest, right)).toBe(true)
  expect(await verifyDigest(passwordAlgorithm, passwordDigest, wrongOf(right))).toBe(false)
  return true
}

/** Runs a property and makes sure that it did not refuse everything. */
export const checkSound = async <T>(
  arbitrary: fc.Arbitrary<T>,
  right: (value: T) => string,
  store: (value: T) => Stored | Promise<Stored>,
  runs = 150,
): Promise<void> => {
  let converted = 0
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      if (await expectSound(await store(value), right(value))) converted++
    }),
    { numRuns: runs },
  )
  expect(converted).toBeGreaterThan(runs / 20)
}
