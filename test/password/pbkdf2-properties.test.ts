import { pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { byteSalt, checkSound, password, textSalt } from './sound-conversion.js'
import type { Stored } from './sound-conversion.js'

const pbkdf2Spec = fc.record({
  password,
  text: textSalt,
  bytes: byteSalt,
  iterations: fc.integer({ min: 1, max: 20 }),
  keyLength: fc.integer({ min: 1, max: 300 }),
  digest: fc.constantFrom('sha1', 'sha256', 'sha512', 'sha224', 'sha384', 'sha3-256'),
})

type Pbkdf2Spec = typeof pbkdf2Spec extends fc.Arbitrary<infer T> ? T : never

const keyOf = (
  spec: Pbkdf2Spec,
  salt: string | Buffer,
  digest: string = spec.digest,
  keyLength = spec.keyLength,
): Buffer => pbkdf2Sync(spec.password, salt, spec.iterations, keyLength, digest)

const kratosDigests: ReadonlyMap<string, string> = new Map([
  ['sha224', 'sha3-224'],
  ['sha384', 'sha3-384'],
])

describe('PBKDF2', () => {
  const ab64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '.').replace(/=+$/, '')
  const withoutDollar = (text: string): string => text.replaceAll('$', '')
  const stores: [string, (spec: Pbkdf2Spec) => Stored][] = [
    [
      'custom-pbkdf2, text salt',
      (spec) => ({
        source: 'custom-pbkdf2',
        sourceHash: keyOf(spec, spec.text).toString('hex'),
        params: {
          salt: spec.text,
          saltEncoding: 'utf8',
          iterations: spec.iterations,
          digest: spec.digest.toUpperCase(),
          hashEncoding: 'hex',
        },
      }),
    ],
    [
      'custom-pbkdf2, bytes',
      (spec) => ({
        source: 'custom-pbkdf2',
        sourceHash: keyOf(spec, spec.bytes).toString('base64'),
        params: {
          salt: spec.bytes.toString('base64'),
          saltEncoding: 'base64',
          iterations: String(spec.iterations),
          digest: spec.digest,
          hashEncoding: 'base64',
          keylen: spec.keyLength,
        },
      }),
    ],
    [
      'passlib',
      (spec) => ({
        source: 'passlib',
        sourceHash: `$pbkdf2-${spec.digest}$${spec.iterations}$${ab64(spec.bytes)}$${ab64(keyOf(spec, spec.bytes))}`,
      }),
    ],
    [
      'kratos, where sha224 and sha384 are SHA-3',
      (spec) => {
        const digest = kratosDigests.get(spec.digest) ?? spec.digest
        return {
          source: 'kratos',
          sourceHash: `$pbkdf2-${spec.digest}$i=${spec.iterations},l=${spec.keyLength}$${spec.bytes.toString('base64')}$${keyOf(spec, spec.bytes, digest).toString('base64')}`,
        }
      },
    ],
    [
      'django',
      (spec) => ({
        source: 'django',
        sourceHash: `pbkdf2_sha256$${spec.iterations}$${withoutDollar(spec.text)}$${keyOf(spec, withoutDollar(spec.text), 'sha256').toString('base64')}`,
      }),
    ],
    [
      'werkzeug',
      (spec) => ({
        source: 'werkzeug',
        sourceHash: `pbkdf2:${spec.digest}:${spec.iterations}$${withoutDollar(spec.text)}$${keyOf(spec, withoutDollar(spec.text)).toString('hex')}`,
      }),
    ],
    [
      'keycloak',
      (spec) => ({
        source: 'keycloak',
        sourceHash: {
          secretData: JSON.stringify({
            value: keyOf(spec, spec.bytes, 'sha512').toString('base64'),
            salt: spec.bytes.toString('base64'),
          }),
          credentialData: JSON.stringify({ hashIterations: spec.iterations, algorithm: 'pbkdf2-sha512' }),
        },
      }),
    ],
    [
      'forgerock, key first',
      (spec) => ({
        source: 'forgerock',
        sourceHash: `{PBKDF2-HMAC-SHA512}${spec.iterations}:${Buffer.concat([keyOf(spec, spec.bytes, 'sha512', 64), spec.bytes]).toString('base64')}`,
      }),
    ],
    [
      'mediawiki',
      (spec) => ({
        source: 'mediawiki',
        sourceHash: `:pbkdf2:sha256:${spec.iterations}:${spec.keyLength}:${spec.bytes.toString('base64')}:${keyOf(spec, spec.bytes, 'sha256').toString('base64')}`,
      }),
    ],
    [
      'spring with a secret',
      (spec) => {
        const salt = Buffer.alloc(8, spec.iterations)
        const key = keyOf(spec, Buffer.concat([salt, Buffer.from('secret')]), 'sha1', 32)
        return {
          source: 'spring',
          sourceHash: `{pbkdf2}${Buffer.concat([salt, key]).toString('hex')}`,
          params: { iterations: spec.iterations, secret: 'secret' },
        }
      },
    ],
    [
      'ASP.NET Identity 3',
      (spec) => {
        const header = Buffer.alloc(13)
        header[0] = 1
        header.writeUInt32BE(1, 1)
        header.writeUInt32BE(spec.iterations, 5)
        header.writeUInt32BE(spec.bytes.length, 9)
        const key = keyOf(spec, spec.bytes, 'sha256')
        return {
          source: 'aspnet-identity',
          sourceHash: Buffer.concat([header, spec.bytes, key]).toString('base64'),
        }
      },
    ],
    [
      'clerk pbkdf2_sha1, hex salt or text',
      (spec) => {
        const text = withoutDollar(spec.text)
        const isHex = text.length % 2 === 0 && /^[0-9a-f]*$/i.test(text)
        return {
          source: 'clerk',
          sourceHash: `pbkdf2_sha1$${spec.iterations}$${text}$${keyOf(spec, isHex ? Buffer.from(text, 'hex') : text, 'sha1').toString('hex')}$${spec.keyLength}`,
          params: { password_hasher: 'pbkdf2_sha1' },
        }
      },
    ],
    [
      'discourse',
      (spec) => ({
        source: 'discourse',
        sourceHash: keyOf(spec, spec.text, 'sha256', 32).toString('hex'),
        params: {
          password_salt: spec.text,
          password_algorithm: `$pbkdf2-sha256$i=${spec.iterations},l=32$`,
        },
      }),
    ],
  ]

  it.each(stores)('%s', async (_title, store) => {
    await checkSound(pbkdf2Spec, (spec) => spec.password, store, 150)
  })
})
