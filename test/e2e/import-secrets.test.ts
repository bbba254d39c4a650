import { readdir, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const appSecret = 'app-secret-9f8e7d6c5b4a'
const pepper = 'pepper-of-the-old-system'
const plaintext = 'Correct-Horse-Battery-7'
const digest = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
const brokenDigest = '$2b$10$tooShortToBeADigestOfBcryptAtAll'
const totp = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const backupCodes = Array.from({ length: 10 }, (_, index) => `ab12cd34e${index}`)
const nameless = 'Plain-Text-In-Broken-Line-3'

/** Good records, refused ones and unreadable ones, each with secrets in them. */
const lines = [
  { id: '1', primaryEmail: 'one@example.org', password: plaintext },
  { id: '2', primaryEmail: 'two@example.org', passwordDigest: digest, passwordAlgorithm: 'Bcrypt' },
  {
    id: '3',
    primaryEmail: 'three@example.org',
    mfa: [
      { type: 'Totp', secret: totp },
      { type: 'BackupCode', codes: backupCodes },
    ],
  },
  {
    id: '4',
    primaryEmail: 'broken',
    password: plaintext,
    passwordDigest: digest,
    mfa: [{ type: 'Totp', secret: totp }],
  },
  { id: '5', primaryEmail: 'five@example.org', passwordDigest: brokenDigest, passwordAlgorithm: 'Bcrypt' },
  // Refused by the target: somebody has the address, and the policy is to fail.
  {
    id: '6',
    primaryEmail: 'taken@example.org',
    password: plaintext,
    mfa: [{ type: 'BackupCode', codes: backupCodes }],
  },
].map((record) => JSON.stringify(record))
lines.push(`{"id":"7","primaryEmail":"seven@example.org","password":"${nameless}" oops}`)

describe('secrets', () => {
  it('of input, config and environment are in no file of a run and in no output', async () => {
    const { run, sandbox, path } = await startRehearsal({ appSecret })
    await writeFile(path('users.ndjson'), `${lines.join('\n')}\n`)
    await writeFile(path('migrate.config.mjs'), `export default { password: { pepper: '${pepper}' } }\n`)
    await writeFile(path('taken.ndjson'), '{"id":"x","primaryEmail":"taken@example.org"}\n')
    expect(await run(['import', 'taken.ndjson', '--source', 'generic'])).toMatchObject({ exitCode: 0 })

    const args = ['users.ndjson', '--source', 'generic', '--on-conflict', 'fail', '--verbose']
    const outputs = [
      await run(['check', ...args.filter((arg) => arg !== '--on-conflict' && arg !== 'fail')]),
      await run(['import', ...args]),
      await run(['retry', ...args.filter((arg) => arg !== '--on-conflict' && arg !== 'fail')]),
      await run(['import', ...args, '--run', 'wrong'], { env: { LOGTO_APP_SECRET: `${appSecret}x` } }),
    ]
    expect(outputs.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 3])
    expect(sandbox.state().users.length).toBeGreaterThanOrEqual(4)

    const texts = new Map(outputs.map(({ stdout, stderr }, index) => [`output ${index}`, stdout + stderr]))
    for (const folder of ['.migrate/users', '.migrate/taken']) {
      for (const name of await readdir(path(folder))) {
        texts.set(`${folder}/${name}`, await readFile(path(folder, name), 'utf8'))
      }
    }
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining(['.migrate/users/rejected.csv', '.migrate/users/run.log']),
    )
    const secrets = [appSecret, pepper, plaintext, digest, brokenDigest, totp, ...backupCodes, nameless]
    for (const [name, text] of texts) {
      for (const secret of secrets) expect(text.includes(secret), `${name} holds ${secret}`).toBe(false)
    }
    // No address, phone or name in the checkpoint and the log either.
    for (const name of ['checkpoint.ndjson', 'run.log']) {
      expect(texts.get(`.migrate/users/${name}`)).not.toMatch(/example\.org/)
    }
  })
})
