import { describe, expect, it } from 'vitest'
import { convertPassword } from '../../src/password/convert-password.js'
import { recognisePassword } from '../../src/password/recognise/recognise-password.js'
import { verifyDigest } from '../../src/password/digest/verify-digest.js'

// Computed outside of this program: libsodium (PyNaCl), hashlib and bcrypt of Python, by the formulas in the
// sources of Magento (Encryptor.php), Joomla (UserHelper.php), Mattermost (hashers/pbkdf2.go) and Gitea (hash.go).
const password = 'Tr0ub4dor&3'
const salt = 'Zq8vXw3RtYbN5kLmPc2sDfGhJ7aQeU4i'
const sodiumKey = 'ce095ffcb23f17e0f7f5c619e8c9147547455e2c500d60498675957fdcc17313'
const giteaSalt = '5f4dcc3b5aa765d61d8327deb882cf99'
const phcSalt = 'MDEyMzQ1Njc4OWFiY2RlZg'

const exact: [title: string, source: string, hash: string, params?: Record<string, unknown>][] = [
  ['Magento version 3', 'magento', `${sodiumKey}:${salt}:3_32_2_67108864`],
  ['Magento version 2', 'magento', `${sodiumKey}:${salt}:2`],
  [
    'Magento version 3, short salt',
    'magento',
    'aad9faa6a6c7691fdc2a29e50dd63fe58b9e578ae5c0915f8e9336624851ed50:aB3xY:3_32_2_67108864',
  ],
  [
    'Magento version 1',
    'magento',
    `84d3b472a6c20f1430b5e9905f2d80a204b771f67f5bb33016565e65b0bf7afd:${salt}:1`,
  ],
  ['Magento version 0', 'magento', `d36b0f4eaddd711bc15ab565fa8a1b80:${salt}:0`],
  ['Magento 1', 'magento', '11ed99e71a33e0d19207bc56167e1c4c:qX'],
  ['Magento 1 Enterprise', 'magento', 'fec5770b8f1b6f380658202411cc4a51bca3284302bfd8ad53fb959ab90975e7:qX'],
  ['Magento without its name', 'generic', `${sodiumKey}:${salt}:3_32_2_67108864`],
  ['Joomla MD5', 'joomla', '337c9a94d7098de28f8c13d3ad1a5d34:kR7pWmZ2xC9vB4nT6qLsD8fGhJ3aQeU5'],
  ['Joomla MD5, empty salt', 'joomla', '4ece57a61323b52ccffdbef021956754:'],
  ['Joomla MD5, no salt', 'joomla', '4ece57a61323b52ccffdbef021956754'],
  [
    'Joomla SHA-256',
    'joomla',
    '{SHA256}e07644fb56e9a283aa0434264c28ba38e22276245f72a292175bb75240fa2de5:kR7pWmZ2xC9vB4nT6qLsD8fGhJ3aQeU5',
  ],
  ['Joomla bcrypt', 'joomla', '$2y$10$mD3gVYn3vkxuljNikurmeO6tN13mAsttbR4xvvRQXecXw12iqivHy'],
  [
    'Mattermost PBKDF2',
    'mattermost',
    `$pbkdf2$f=SHA256,w=600000,l=32$${phcSalt}$2UdJ0tGF2hGfZH0AYL9+9zEppx/XXDkioOFIvCBKtBU`,
  ],
  [
    'Mattermost PBKDF2 with SHA-512',
    'mattermost',
    `$pbkdf2$f=SHA512,w=210000,l=64$${phcSalt}$iRv708L3x+JmsjdL0ErpxUPlmj5Yk3gZrk9HhqCkN/PeEAmQ2592U8wgPTjFCsnC+099ZkkW4vnrKP8m1/WWrA`,
  ],
  ['Mattermost bcrypt', 'mattermost', '$2b$10$PU9IDslSGyj1dOpgdlpfUOz.bkGT3LUPsGjNj2DO2GxRgAEJiea1e'],
  [
    'Gitea PBKDF2',
    'gitea',
    '2cf36f93d7d3ee5b7f418bf35ee0367c65b18d5baf1e6e53c3deb483610970a7f0e80b6e060e6fcbcb0d0a1207f3f6153178',
    { salt: giteaSalt, passwd_hash_algo: 'pbkdf2$50000$50' },
  ],
  [
    'Gitea PBKDF2 with 320,000 rounds',
    'forgejo',
    'd8f4965f8978b710e406589a3e18b490cb7ef1654639b48ce8556482187923af2375b0dc1a9d8b8b5b623031f12c98c5621d',
    { salt: giteaSalt, passwd_hash_algo: 'pbkdf2$320000$50' },
  ],
  [
    'Gitea PBKDF2 of old times',
    'gitea',
    'cd0fbe939ae740ecf57cdf2655ed450aa54259303161819bf57e3f0f69ee909a5cda0047a33270c80af40f23e1006a4b8914',
    { salt: 'aB3xYz9QwE', passwd_hash_algo: 'pbkdf2' },
  ],
]

describe('hashes of shops, forums and chats', () => {
  it.each(exact)('%s signs in, and nothing else does', async (_title, source, hash, params = {}) => {
    const conversion = convertPassword(source, hash, params)
    if (!('passwordDigest' in conversion)) return expect.unreachable(JSON.stringify(conversion))
    const { passwordAlgorithm, passwordDigest } = conversion
    expect(passwordDigest.length).toBeLessThanOrEqual(256)
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, password)).toBe(true)
    expect(await verifyDigest(passwordAlgorithm, passwordDigest, `${password} `)).toBe(false)
  })

  it.each([
    [
      'an upgraded hash',
      'magento',
      `285991b565955152df4c0e6eac43d79afbee09693c78e8727dacd58cf6e24408:${salt}:0:1`,
      'nested_hash',
    ],
    [
      'SHA-256 upgraded to Argon2id',
      'magento',
      `43c2ba471865523d878f0d5f8c6158e1a450def543af14140b5c020aa9c27389:${salt}:1:3_32_2_67108864`,
      'nested_hash',
    ],
    ['the same without its name', 'generic', `${sodiumKey}:${salt}:1:3_32_2_67108864`, 'nested_hash'],
    ['a digest with the key of the shop', 'magento', sodiumKey, 'hmac'],
    [
      'a key that is not as long as stated',
      'magento',
      `${sodiumKey}:${salt}:3_64_2_67108864`,
      'malformed_hash',
    ],
    [
      'more memory than can be had',
      'magento',
      `${sodiumKey}:${salt}:3_32_2_999999999999`,
      'argon2_parameters',
    ],
    ['a version that is not known', 'magento', `${sodiumKey}:${salt}:4`, 'unknown_hasher'],
    ['no salt', 'magento', `${sodiumKey}::2`, 'empty_salt'],
    ['phpass', 'joomla', '$P$DqFe9bX9Cl4tuSgL0Z3Z8GyU4QhV5K.', 'phpass'],
    ['an MD5 of another length', 'joomla', sodiumKey, 'malformed_hash'],
    ['scrypt', 'gitea', 'ab'.repeat(50), 'scrypt_parallelism'],
  ])('%s is refused (%s)', (_title, source, hash, reason) => {
    const params = source === 'gitea' ? { salt: giteaSalt, passwd_hash_algo: 'scrypt$65536$16$2$50' } : {}
    const conversion = convertPassword(source, hash, params)
    expect(conversion).toMatchObject({ reason })
    expect(JSON.stringify(conversion)).not.toContain(hash.slice(0, 24))
  })

  it('is a family of its own', () => {
    expect(recognisePassword(`${sodiumKey}:${salt}:3_32_2_67108864`)).toEqual({
      family: 'magento',
      detail: '3',
    })
    expect(recognisePassword(`${sodiumKey}:${salt}`).family).not.toBe('magento')
  })
})
