import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestFamily } from '../../../src/password/digest/digest-family.js'
import { verifyDigest } from '../../../src/password/digest/verify-digest.js'
import { findDigestFault } from '../../../src/plan/checks/digest-fault.js'
import { createCanaryDigest, usualFamilies } from '../../../src/preflight/canary/canary-digest.js'

const others = [
  'Legacy md5',
  'Legacy ripemd160',
  'Legacy sha3-256',
  'Legacy pbkdf2 sha1',
  'Legacy pbkdf2 sha512 hex:',
]

describe('a canary digest', () => {
  it.each([...usualFamilies, ...others])(
    'of %s is of that family and tells right from wrong',
    async (family) => {
      const { passwordAlgorithm, passwordDigest } = await createCanaryDigest(family, 'right', randomBytes)
      expect(digestFamily(passwordAlgorithm, passwordDigest)).toBe(family)
      expect(passwordDigest.length).toBeLessThanOrEqual(256)
      expect(findDigestFault(passwordAlgorithm, passwordDigest)).toBeUndefined()
      expect(await verifyDigest(passwordAlgorithm, passwordDigest, 'right')).toBe(true)
      expect(await verifyDigest(passwordAlgorithm, passwordDigest, 'wrong')).toBe(false)
    },
  )

  it('with a binary salt would fail on a target that takes hex: for text', async () => {
    const { passwordAlgorithm, passwordDigest } = await createCanaryDigest(
      'Legacy pbkdf2 sha256 hex:',
      'right',
      randomBytes,
    )
    const asText = passwordDigest.replace('hex:', 'HEX ')
    expect(await verifyDigest(passwordAlgorithm, asText, 'right')).toBe(false)
  })
})
