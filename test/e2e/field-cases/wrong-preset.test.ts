import { describe, expect, it } from 'vitest'
import { importText } from './import-case.js'

const both = JSON.stringify([
  { email: 'mona@example.com', custom_password_hash: { algorithm: 'bcrypt' }, encryptionScheme: 'bcrypt' },
])

const keycloak = JSON.stringify({
  users: [
    {
      username: 'mona',
      email: 'mona@example.com',
      enabled: true,
      emailVerified: true,
      credentials: [{ type: 'password', value: 'Geheim-1!' }],
    },
  ],
})

describe('a wrong preset never wins quietly', () => {
  it.each(['check', 'import', 'preflight'])(
    '%s stops where two systems show names of their own',
    async (command) => {
      const { exitCode, stderr, users, rehearsal } = await importText('users.json', both, { command })
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/could be from .*(Auth0|FusionAuth).* or from .*(Auth0|FusionAuth)/)
      expect(stderr).toMatch(/--source (auth0|fusionauth) or --source (auth0|fusionauth)/)
      expect(users).toEqual([])
      const status = await rehearsal.run(['status', 'run'])
      expect(status.exitCode).not.toBe(0)
    },
  )

  it('inspect shows both, and 1', async () => {
    const { exitCode, stdout } = await importText('users.json', both, { command: 'inspect' })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^Source: (Auth0|FusionAuth),.*\n    or: (Auth0|FusionAuth),/m)
    expect(stdout).toContain('check and import stop until you do')
  })

  it('a flag decides', async () => {
    const { exitCode, stderr } = await importText('users.json', both, { args: ['--source', 'fusionauth'] })
    expect(exitCode, stderr).toBe(0)
    expect(stderr).not.toContain('Warning')
  })

  it.each([
    ['flag', { args: ['--source', 'generic'] }],
    ['config', { config: { source: { preset: 'generic' } } }],
    ['flag for another system', { args: ['--source', 'okta'] }],
  ])(
    'import needs --yes where the content looks like another system than the %s says',
    async (_, options) => {
      const refused = await importText('users.json', keycloak, options)
      expect(refused.exitCode).toBe(2)
      expect(refused.stderr).toMatch(/^Warning: the input is read as .*, but looks like Keycloak/)
      expect(refused.stderr).toContain('--source keycloak')
      expect(refused.stderr).toContain('--yes')
      expect(refused.requests['POST /api/users']).toBeUndefined()

      const checked = await importText('users.json', keycloak, { ...options, command: 'check' })
      expect(checked.stderr).toMatch(/^Warning: the input is read as .*, but looks like Keycloak/)
      const inspected = await importText('users.json', keycloak, { ...options, command: 'inspect' })
      expect(inspected.stdout).toContain('Warning: the content looks like Keycloak')
    },
  )

  it('--yes imports it as it was said', async () => {
    const { exitCode, stderr, users } = await importText('users.json', keycloak, {
      args: ['--source', 'generic', '--yes'],
    })
    expect(stderr).toMatch(/^Warning: .*looks like Keycloak/)
    expect(exitCode, stderr).toBe(0)
    expect(users).toMatchObject([{ username: 'mona' }])
  })

  it('is silent where the preset that was named is the right one', async () => {
    const { exitCode, stderr } = await importText('users.json', keycloak, { args: ['--source', 'keycloak'] })
    expect(exitCode, stderr).toBe(0)
    expect(stderr).not.toContain('Warning')
  })

  it("a table of one's own is generic, and nobody is asked", async () => {
    const table = 'id,email,name,status,created_at,password_hash\n1,a@example.com,A,active,2024-01-01,\n'
    const { exitCode, stderr } = await importText('users.csv', table)
    expect(exitCode, stderr).toBe(0)
    expect(stderr).toContain('Source: Generic')
  })
})
