import { createVerify, generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importVendor, makeMemoryFolder, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import {
  exportFrom,
  lookAt,
  readRows,
  startVendor,
  type VendorQuestion,
  type VendorReply,
} from '../../support/servers/vendor-server.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const token = 'firebase-token-value'

/** The published example of Firebase's scrypt: the password is user1password. */
const vector = {
  passwordHash: 'lSrfV15cpx95_sZS2W9c9Kp6i_LVgQNDNC_qzrCnh1SAyZvqmZqAjTdn3aoItz-VHjoZilo78198JAdRuid5lQ==',
  salt: '42xEC-ixf3L2lw==',
}
const hashConfig = {
  algorithm: 'SCRYPT',
  signerKey: 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
  saltSeparator: 'Bw==',
  rounds: 8,
  memoryCost: 14,
}

const account = (origin: string) =>
  JSON.stringify({
    type: 'service_account',
    project_id: 'acme-1',
    client_email: 'exporter@acme-1.iam.example.com',
    private_key_id: 'key-1',
    private_key: privateKey,
    token_uri: `${origin}/token`,
  })

interface MockOptions {
  hasHashes?: boolean
  users?: number
}

/** By https://cloud.google.com/identity-platform/docs/reference/rest. */
const mockFirebase = ({ hasHashes = true, users = 9 }: MockOptions = {}) => {
  const accounts = Array.from({ length: users }, (_, index) => ({
    localId: `uid-${index}`,
    email: `user${index}@example.com`,
    emailVerified: true,
    displayName: `User ${index}`,
    ...(hasHashes ? vector : { passwordHash: 'UkVEQUNURUQ=' }),
    // The third was imported with another algorithm.
    ...(index === 2 ? { version: 2 } : { version: 0 }),
    providerUserInfo: [{ providerId: 'password', rawId: `user${index}@example.com` }],
    createdAt: '1704067200000',
    customAttributes: '{"role":"admin"}',
  }))
  return ({ url, method, headers, text, json }: VendorQuestion): VendorReply => {
    const { pathname, searchParams } = url
    if (pathname === '/token') {
      const form = new URLSearchParams(text)
      const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
      const isSigned = createVerify('RSA-SHA256')
        .update(`${header}.${claims}`)
        .verify(publicKey, signature, 'base64url')
      const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { [name: string]: unknown }
      const isRight =
        isSigned &&
        said['scope'] === 'https://www.googleapis.com/auth/identitytoolkit' &&
        said['iss'] === 'exporter@acme-1.iam.example.com'
      return isRight ? { body: { access_token: token } } : { status: 400, body: { error: 'invalid_grant' } }
    }
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: {} }
    if (method === 'POST') {
      expect([pathname, json]).toEqual(['/v1/projects/acme-1/accounts:query', { returnUserInfo: false }])
      return { body: { recordsCount: String(accounts.length) } }
    }
    if (pathname === '/admin/v2/projects/acme-1/config') {
      return hasHashes
        ? { body: { signIn: { hashConfig } } }
        : { status: 403, body: { error: { status: 'PERMISSION_DENIED' } } }
    }
    if (pathname !== '/v1/projects/acme-1/accounts:batchGet') return { status: 404, body: {} }
    expect(Number(searchParams.get('maxResults'))).toBeLessThanOrEqual(1000)
    const start = Number(searchParams.get('nextPageToken') ?? 0)
    const page = accounts.slice(start, start + 4)
    // Google gives a token with the last page, too, and then a page without users.
    return {
      body: {
        kind: 'identitytoolkit#DownloadAccountResponse',
        ...(page.length === 0 ? {} : { users: page, nextPageToken: String(start + 4) }),
      },
    }
  }
}

// The service has a fixed address; a file of credentials names where tokens come from, and the emulator where the rest is.
const env = (origin: string) => ({ FIREBASE_SERVICE_ACCOUNT: account(origin), FIREBASE_API_URL: origin })

it('firebase: everything, however it is broken off', async () => {
  const files = await rehearseVendor({
    system: 'firebase',
    answer: mockFirebase(),
    env,
    secrets: [token, privateKey.slice(40, 90)],
  })
  expect(files['users']).toHaveLength(9)
  expect(files['users']![0]).toMatchObject(vector)
  expect(files['users']![2]).not.toHaveProperty('passwordHash')
})

it('firebase: an account that may not read hashes', async () => {
  const origin = await startVendor(mockFirebase({ hasHashes: false }))
  const look = await lookAt('firebase', env(origin))
  expect(look).toMatchObject({ parts: [{ name: 'users', total: 9 }] })
  expect(look.settings).toBeUndefined()
  expect(look.withheld).toContainEqual(expect.stringContaining('firebaseauth.configs.getHashConfig'))
  const folder = await makeMemoryFolder()
  await writeFile(join(folder, 'key.json'), account(origin))
  const byFile = { GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'key.json'), FIREBASE_API_URL: origin }
  await exportFrom('firebase', byFile, join(folder, 'out'))
  for (const row of await readRows(join(folder, 'out'), 'users'))
    expect(row).not.toHaveProperty('passwordHash')
  const errors = await Promise.all(
    [
      { GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'none') },
      { FIREBASE_SERVICE_ACCOUNT: `{"private_key":"${token}"` },
      {},
    ].map((given) =>
      exportFrom('firebase', given as { [name: string]: string }, join(folder, 'no')).catch(
        (error: unknown) => String(error),
      ),
    ),
  )
  for (const error of errors) {
    expect(error).toContain('Firebase')
    expect(error).not.toContain(token)
  }
})

it('firebase: what was exported is imported and verified, with the parameters of its hashes', async () => {
  const state = await importVendor({ system: 'firebase', answer: mockFirebase(), env })
  expect(state.users).toHaveLength(9)
  const digests = state.users.map(({ passwordDigest }) => passwordDigest)
  expect(digests.filter((digest) => digest !== null)).toHaveLength(8)
  const manifest = await readFile(join(state.folder, 'exports/firebase/manifest.json'), 'utf8')
  expect(JSON.parse(manifest)).toMatchObject({
    settings: { password: { firebase: { memCost: 14, rounds: 8 } } },
  })
})
