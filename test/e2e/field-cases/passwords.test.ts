import { describe, expect, it } from 'vitest'
import { importCase, importText, isPasswordOf } from './import-case.js'

const generic = { config: { source: { preset: 'generic' } }, args: ['--yes'] }

describe('passwords of people’s own tables', () => {
  it('01: a digest beside its salt is lost and named, never plaintext', async () => {
    const { users, exitCode } = await importCase('01-salted-digest-as-plaintext', generic)
    expect(exitCode).toBe(0)
    expect(users).toHaveLength(2)
    for (const { passwordDigest, customData } of users) {
      expect(passwordDigest).toBeNull()
      expect(JSON.stringify(customData)).not.toMatch(/UzRsdFM0bHQ|YWJjZGVmZ2g|ZxcdTBB/)
    }
    const check = await importCase('01-salted-digest-as-plaintext', {
      ...generic,
      command: 'check',
      args: [],
    })
    expect(check.stdout).toContain('password:ambiguous_base64_digest')
    expect(check.stdout).toContain('password.family (now not set)')
    const inspected = await importCase('01-salted-digest-as-plaintext', {
      ...generic,
      command: 'inspect',
      args: [],
    })
    expect(inspected.stdout).toContain('Bare digest in base64 in PASSWORD')
    expect(inspected.stdout).toContain('beside it: PASSWORD_SALT, taken as salt of the hash')
  })

  it('15: markers for no password are no password, and counted', async () => {
    const { users, exitCode } = await importCase('15-placeholder-passwords', generic)
    expect(exitCode).toBe(0)
    expect(users.map(({ passwordDigest }) => passwordDigest)).toEqual([null, null, null, null, null])
    const check = await importCase('15-placeholder-passwords', {
      ...generic,
      command: 'check',
      args: ['--json'],
    })
    const report = JSON.parse(check.stdout)
    expect(report).toMatchObject({
      passwords: { none: 5 },
      losses: {},
      warnings: { password_placeholder: { count: 5 } },
    })
  })

  it('17: {CRYPT} with bcrypt in it is bcrypt', async () => {
    const { users } = await importCase('17-crypt-bcrypt-generic', generic)
    expect(users.map(({ passwordAlgorithm }) => passwordAlgorithm)).toEqual(['Bcrypt', 'Bcrypt'])
    expect(users[0]?.passwordDigest).toMatch(/^\$2y\$10\$N9qo8uLOickgx2ZMRZoMye/)
  })

  it.each([['generic'], ['kinde']])(
    '25: a hash of Firebase converts with its parameters, as %s',
    async (preset) => {
      const { users } = await importCase('25-salt-and-signer-key-in-customdata', {
        config: { source: { preset } },
        args: ['--yes'],
      })
      expect(users).toHaveLength(1)
      expect(await isPasswordOf(users[0]!, 'user1password')).toBe(true)
      expect(await isPasswordOf(users[0]!, 'user1passwore')).toBe(false)
      expect(JSON.stringify(users[0]!.customData)).not.toMatch(/jxspr8Ki|42xEC|firebase-scrypt/)
    },
  )

  it('plaintext comes in where the operator says so, and check says how', async () => {
    const table =
      'id,email,password\n1,a@example.com,hello there\n2,b@example.com,changeme\n3,c@example.com,x\n'
    const check = await importText('users.csv', table, { ...generic, command: 'check', args: [] })
    expect(check.stdout).toMatch(/2 {2}password\.plaintext \(now false\): .*password: \{ plaintext: true \}/)
    expect(check.stdout).not.toContain('hello there')
    const left = await importText('users.csv', table, generic)
    expect(left.users.map(({ passwordDigest }) => passwordDigest)).toEqual([null, null, null])
    const taken = await importText('users.csv', table, {
      ...generic,
      args: ['--yes', '--plaintext-passwords'],
    })
    const findUser = (email: string) => taken.users.find(({ primaryEmail }) => primaryEmail === email)!
    expect(await isPasswordOf(findUser('a@example.com'), 'hello there')).toBe(true)
    expect(await isPasswordOf(findUser('b@example.com'), 'changeme')).toBe(true)
    expect(findUser('c@example.com').passwordDigest).toBeNull()
  })
})
