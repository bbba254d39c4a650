import { describe, expect, it } from 'vitest'
import { type CaseOptions, importCase, importText, isPasswordOf } from './import-case.js'

const accept: CaseOptions = {
  config: { unverifiedEmail: 'accept' },
  // Logto expires passwords only where its policy says so.
  prepare: ({ run }) =>
    run([
      'api',
      'PATCH',
      '/api/sign-in-exp',
      '--data',
      '{"passwordExpiration":{"enabled":true,"validPeriodDays":90}}',
    ]),
}

describe('a realm import file that somebody wrote by hand', () => {
  it('is Keycloak: plaintext passwords are passwords, roles are roles', async () => {
    const { exitCode, stderr, users } = await importCase(
      '03-keycloak-plain-realm-secrets-in-customdata',
      accept,
    )
    expect(exitCode, stderr).toBe(0)
    expect(stderr).toContain('Source: Keycloak (')
    expect(users).toMatchObject([
      { username: 'mona', primaryEmail: 'mona@example.com', isPasswordExpired: false, name: 'Mona M' },
      { username: 'nils', primaryEmail: 'nils@example.com', isPasswordExpired: true, roles: [] },
    ])
    expect(users[0]?.roles).toEqual(['shop:buyer', 'user'])
    expect(await isPasswordOf(users[0]!, 'Geheim-1!')).toBe(true)
    expect(await isPasswordOf(users[1]!, 'Geheim-2!')).toBe(true)
    expect(JSON.stringify(users.map(({ customData }) => customData))).not.toContain('Geheim')
  })

  it('is Keycloak with nothing but username, e-mail and credentials', async () => {
    const users = [
      {
        username: 'mona',
        email: 'mona@example.com',
        credentials: [{ type: 'password', value: 'Geheim-1!' }],
      },
      { username: 'nils', email: 'nils@example.com' },
    ]
    for (const content of [{ users }, users]) {
      const result = await importText('realm.json', JSON.stringify(content), accept)
      expect(result.exitCode, result.stderr).toBe(0)
      expect(result.stderr).toContain('Source: Keycloak (')
      expect(await isPasswordOf(result.users[0]!, 'Geheim-1!')).toBe(true)
      expect(JSON.stringify(result.users.map(({ customData }) => customData))).not.toContain('Geheim')
    }
  })
})
