import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../../src/legacy-passwords/verify/verify-legacy-password.js'

/** Made by others' code: passlib, hashlib and bcrypt of Python, OpenSSL. */
interface IndependentVector {
  source: string
  note: string
  sourceHash: unknown
  params: Record<string, unknown>
  password: string
  origin: string
}

const vectors: IndependentVector[] = JSON.parse(
  readFileSync(new URL('./independent-vectors.json', import.meta.url), 'utf8'),
)

it.each(vectors.map((vector) => ({ ...vector, name: vector.password.slice(0, 12) })))(
  '$source, $note, by $origin: $name',
  async ({ source, sourceHash, params, password }) => {
    expect(await verifyLegacyPassword(source, sourceHash, params, password)).toBe(true)
    expect(await verifyLegacyPassword(source, sourceHash, params, `y${password}`)).toBe(false)
  },
)
