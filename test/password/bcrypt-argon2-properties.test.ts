import fc from 'fast-check'
import { argon2d, argon2i, argon2id, bcrypt } from 'hash-wasm'
import { describe, it } from 'vitest'
import { checkSound, password } from './sound-conversion.js'

describe('bcrypt and Argon2', () => {
  it('bcrypt in every prefix and with unused bits set', async () => {
    const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
    await checkSound(
      fc.record({
        password: password.filter((text) => Buffer.byteLength(text) <= 72 && !text.includes('\0')),
        salt: fc.uint8Array({ minLength: 16, maxLength: 16 }),
        variant: fc.constantFrom('a', 'b', 'y'),
        prefix: fc.constantFrom('', '{BCRYPT}', '{CRYPT}', ' ', 'bcrypt$', '1|'),
        noise: fc.integer({ min: 0, max: 15 }),
      }),
      (spec) => spec.password,
      async ({ password: right, salt, variant, prefix, noise }) => {
        const hash = await bcrypt({ password: right, salt, costFactor: 4, outputType: 'encoded' })
        const last = alphabet.indexOf(hash.charAt(28)) + noise
        const noisy = `$2${variant}$${hash.slice(4, 28)}${alphabet.charAt(last)}${hash.slice(29)}`
        return { source: 'generic', sourceHash: `${prefix}${noisy}` }
      },
      60,
    )
  })

  it('Argon2 in every variant, encoding and parameter order', async () => {
    await checkSound(
      fc.record({
        password,
        salt: fc.uint8Array({ minLength: 8, maxLength: 40 }),
        hashLength: fc.integer({ min: 4, max: 64 }),
        compute: fc.constantFrom(argon2i, argon2d, argon2id),
        isPadded: fc.boolean(),
        isReordered: fc.boolean(),
      }),
      (spec) => spec.password,
      async ({ password: right, salt, hashLength, compute, isPadded, isReordered }) => {
        const encoded = await compute({
          password: right,
          salt,
          hashLength,
          iterations: 1,
          parallelism: 1,
          memorySize: 8,
          outputType: 'encoded',
        })
        const [, name, version, cost = '', saltText = '', keyText = ''] = encoded.split('$')
        const write = (text: string): string =>
          isPadded
            ? Buffer.from(text, 'base64').toString('base64')
            : Buffer.from(text, 'base64').toString('base64url')
        const order = isReordered ? cost.split(',').toReversed().join(',') : cost
        return {
          source: 'generic',
          sourceHash: `$${name}$${version}$${order}$${write(saltText)}$${write(keyText)}`,
        }
      },
      60,
    )
  })
})
