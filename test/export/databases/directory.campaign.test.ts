import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeDirectoryTrial } from '../campaign/directory-trial.js'
import { tryExport } from '../campaign/try-export.js'
import { startRehearsal } from '../../support/sandbox-process.js'
import { hasSlapd, startSlapd } from '../../support/servers/slapd-server.js'

const count = 1100

const ldif = [
  'dn: dc=example,dc=org\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n',
  'dn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people\n',
  ...Array.from(
    { length: count },
    (_, n) =>
      `dn: uid=l${n},ou=people,dc=example,dc=org\nobjectClass: inetOrgPerson\nuid: l${n}\ncn: Zoë ${n}\nsn: Family\n` +
      `mail: l${n}@example.com\nuserPassword: {CRYPT}$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy\n` +
      (n === 0 ? `jpegPhoto:: ${Buffer.alloc(3000, 255).toString('base64')}\n` : ''),
  ),
  `dn: cn=editor,dc=example,dc=org\nobjectClass: groupOfNames\ncn: editor\n${Array.from({ length: 10 }, (_, n) => `member: uid=l${n},ou=people,dc=example,dc=org`).join('\n')}\n`,
].join('\n')

describe.skipIf(!hasSlapd)('OpenLDAP (a real one; skipped where there is none)', () => {
  it(
    'exported page by page, imported and verified with nothing to configure',
    { timeout: 60_000 },
    async () => {
      const server = await startSlapd(ldif)
      onTestFinished(() => server.stop())
      const { run, sandbox, env, path } = await startRehearsal()
      await writeFile(path('migrate.config.mjs'), 'export default { roles: { createMissing: true } }\n')
      const access = {
        ...env,
        LDAP_URL: server.url,
        LDAP_BIND_DN: server.rootDn,
        LDAP_BIND_PASSWORD: server.rootPassword,
      }
      const exported = await run(['export', 'ldap', '--json'], { env: access })
      expect(exported).toMatchObject({ exitCode: 0 })
      expect(exported.stdout + exported.stderr).not.toContain(server.rootPassword)
      expect((await run(['import', 'exports/ldap', '--rate', 'off', '--yes', '--json'])).exitCode).toBe(0)
      const verified = await run(['verify', 'exports/ldap', '--rate', 'off', '--json'])
      expect(JSON.parse(verified.stdout)).toMatchObject({ isVerified: true, compared: { users: count } })
      const { users } = sandbox.state()
      expect(users).toHaveLength(count)
      expect(
        users.every(({ passwordDigest, name }) => passwordDigest !== null && name?.startsWith('Zoë')),
      ).toBe(true)
      expect(users.filter(({ roleIds }) => roleIds.length > 0)).toHaveLength(10)
      // The picture itself stays where it is.
      expect(await readFile(path('exports', 'ldap', 'users.ndjson'), 'utf8')).toContain(
        '"jpegPhoto":{"$binaryBytes":3000}',
      )

      const refused = await run(['export', 'ldap', '--to', 'other'], {
        env: { ...access, LDAP_BIND_PASSWORD: 'wrong-one' },
      })
      expect(refused.exitCode).toBe(3)
      expect(refused.stderr).not.toContain('wrong-one')
    },
  )

  it(
    'while another client writes, and after a SIGKILL, with nobody lost or doubled',
    { timeout: 60_000 },
    async () => {
      const trial = await makeDirectoryTrial(1_500)
      onTestFinished(() => trial.close())
      expect(await tryExport(trial)).toMatchObject({ kills: 1 })
    },
  )
})
