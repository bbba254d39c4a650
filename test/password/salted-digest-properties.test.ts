import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { byteSalt, checkSound, password, textSalt } from './sound-conversion.js'
import type { Stored } from './sound-conversion.js'

const digestSpec = fc.record({
  password,
  text: textSalt,
  bytes: byteSalt,
  name: fc.constantFrom(
    'md5',
    'sha1',
    'sha256',
    'sha384',
    'sha512',
    'sha3-256',
    'ripemd160',
    'blake2b512',
    'sm3',
  ),
  isPrefix: fc.boolean(),
  pepper: fc.constantFrom('', '@', 'p"\\', 'ü'),
})

const hashOf = (name: string, ...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash(name)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

describe('digests of salt and password', () => {
  it('custom, text salt', async () => {
    await checkSound(
      digestSpec,
      (spec) => spec.password,
      ({ name, text, isPrefix, pepper, password: right }) => ({
        source: 'custom',
        sourceHash: (isPrefix
          ? hashOf(name, text, right, pepper)
          : hashOf(name, right, text, pepper)
        ).toString('hex'),
        params: { algorithm: name, salt: text, order: isPrefix ? 'prefix' : 'suffix', pepper },
      }),
      400,
    )
  })

  it('custom, decoded salt and template', async () => {
    await checkSound(
      digestSpec,
      (spec) => spec.password,
      ({ name, bytes, pepper, password: right }) => ({
        source: 'custom',
        sourceHash: hashOf(name, 'a', bytes, pepper, right, '@!').toString('base64'),
        params: {
          algorithm: name.toUpperCase(),
          salt: bytes.toString('hex'),
          saltEncoding: 'hex',
          template: 'a{salt}{pepper}{password}@!',
          pepper,
        },
      }),
      400,
    )
  })

  it('Auth0 custom_password_hash', async () => {
    await checkSound(
      digestSpec,
      (spec) => spec.password,
      ({ name, bytes, isPrefix, password: right }) => ({
        source: 'auth0',
        sourceHash: {
          algorithm: name,
          hash: {
            value: (isPrefix ? hashOf(name, bytes, right) : hashOf(name, right, bytes)).toString('base64'),
            encoding: 'base64',
          },
          salt: {
            value: bytes.toString('base64'),
            encoding: 'base64',
            position: isPrefix ? 'prefix' : 'suffix',
          },
        },
      }),
      300,
    )
  })

  it('Okta, FusionAuth, Stytch, LDAP, Kratos, Django, Zitadel, PostgreSQL', async () => {
    const stores: ((spec: { bytes: Buffer; text: string; password: string }) => Stored)[] = [
      ({ bytes, password: right }) => ({
        source: 'okta',
        sourceHash: {
          algorithm: 'SHA-256',
          salt: bytes.toString('base64'),
          saltOrder: 'POSTFIX',
          value: hashOf('sha256', right, bytes).toString('base64'),
        },
      }),
      ({ bytes, password: right }) => ({
        source: 'fusionauth',
        sourceHash: hashOf('md5', right, bytes).toString('base64'),
        params: { encryptionScheme: 'salted-md5', factor: 1, salt: bytes.toString('base64') },
      }),
      ({ text, password: right }) => ({
        source: 'stytch',
        sourceHash: hashOf('sha1', text, right, '!@').toString('hex'),
        params: { hash_type: 'sha_1', sha_1_config: { prepend_salt: text, append_salt: '!@' } },
      }),
      ({ bytes, password: right }) => ({
        source: 'ldap',
        sourceHash: `{ssha512}${Buffer.concat([hashOf('sha512', right, bytes), bytes]).toString('base64')}`,
      }),
      ({ bytes, password: right }) => ({
        source: 'kratos',
        sourceHash: `$sha256$pf=${Buffer.from('x{SALT}y{PASSWORD}z{PASSWORD}').toString('base64')}$${bytes.toString('base64')}$${hashOf('sha256', 'x', bytes, 'y', right, 'z', right).toString('base64')}`,
      }),
      ({ text, password: right }) => ({
        source: 'django',
        sourceHash: `sha1$${text.replaceAll('$', '')}$${hashOf('sha1', text.replaceAll('$', ''), right).toString('hex')}`,
      }),
      ({ text, password: right }) => ({
        source: 'zitadel',
        sourceHash: `$md5salted-suffix$${text.replaceAll('$', '')}$${hashOf('md5', right, text.replaceAll('$', '')).toString('base64')}`,
      }),
      ({ text, password: right }) => ({
        source: 'generic',
        sourceHash: `md5${hashOf('md5', right, text).toString('hex')}`,
        params: { user: text },
      }),
    ]
    for (const store of stores) {
      await checkSound(
        fc.record({ password, text: textSalt, bytes: byteSalt }),
        (spec) => spec.password,
        store,
        120,
      )
    }
  })
})
