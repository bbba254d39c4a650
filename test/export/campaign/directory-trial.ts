import { Attribute, Change, Client } from 'ldapts'
import { type DirectoryServer, startSlapd } from '../../support/servers/slapd-server.js'
import { type ExportTrial, movedName } from './export-trial.js'

const base = 'dc=example,dc=org'
const dnOf = (n: number): string => `uid=l${n},ou=people,${base}`

const entryOf = (n: number) => ({
  objectClass: 'inetOrgPerson',
  uid: `l${n}`,
  cn: `Zoë ${n}`,
  sn: 'Family',
  mail: `l${n}@example.com`,
  userPassword: '{CRYPT}$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
})

/** A directory of its own, filled with so many people. It has no transactions, and so nothing of one moment. */
export const makeDirectoryTrial = async (
  count: number,
): Promise<ExportTrial & { close(): Promise<void> }> => {
  const server: DirectoryServer = await startSlapd(
    [
      `dn: ${base}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n`,
      `dn: ou=people,${base}\nobjectClass: organizationalUnit\nou: people\n`,
      ...Array.from({ length: count }, (_, index) => {
        const lines = Object.entries(entryOf(index + 1)).map(([name, value]) => `${name}: ${value}\n`)
        return `dn: ${dnOf(index + 1)}\n${lines.join('')}`
      }),
    ].join('\n'),
  )
  const client = new Client({ url: server.url })
  await client.bind(server.rootDn, server.rootPassword)
  return {
    system: 'ldap',
    title: 'OpenLDAP',
    args: [],
    env: { LDAP_URL: server.url, LDAP_BIND_DN: server.rootDn, LDAP_BIND_PASSWORD: server.rootPassword },
    users: count,
    isSnapshot: false,
    email: 'mail',
    id: 'dn',
    related: { every: 1, isInside: () => true },
    write: async ({ first, last, added, removed }) => {
      for (let n = first; n <= Math.min(last, count); n += 1) {
        const modification = new Attribute({ type: 'cn', values: [movedName] })
        await client.modify(dnOf(n), new Change({ operation: 'replace', modification }))
      }
      await client.add(dnOf(added), entryOf(added))
      if (removed > 0) await client.del(dnOf(removed))
    },
    close: async () => {
      await client.unbind()
      await server.stop()
    },
  }
}
