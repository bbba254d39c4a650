import { writeFile } from 'node:fs/promises'
import { mkdir } from 'node:fs/promises'
import { existsSync, chownSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'ldapts'
import { findPort, findProgram, lowered, makeDataFolder, runOnce, startServer } from './private-server.js'

const slapd = findProgram('slapd', '/usr/sbin')
const slapadd = findProgram('slapadd', '/usr/sbin')

/** Tests that need a real OpenLDAP name themselves as skipped where there is none. */
export const hasSlapd = slapd !== undefined && slapadd !== undefined && existsSync('/etc/ldap/schema')

export interface DirectoryServer {
  url: string
  rootDn: string
  rootPassword: string
  stop(): Promise<void>
}

/** An OpenLDAP of its own on loopback, filled from LDIF. Searches are cut at 500 entries unless they are paged. */
export const startSlapd = async (ldif: string): Promise<DirectoryServer> => {
  const folder = await makeDataFolder('slapd')
  const own = (path: string): void => {
    if (lowered.uid !== undefined) chownSync(path, lowered.uid, lowered.gid!)
  }
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, text)
    own(path)
    return path
  }
  await mkdir(join(folder, 'db'))
  own(join(folder, 'db'))
  const rootDn = 'cn=admin,dc=example,dc=org'
  const rootPassword = 'reader'
  const modules = ['/usr/lib/ldap', '/usr/lib/openldap'].find((path) => existsSync(path))
  const config = await write(
    'slapd.conf',
    [
      ...['core', 'cosine', 'nis', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
      ...(modules === undefined ? [] : [`modulepath ${modules}`, 'moduleload back_mdb']),
      'database mdb',
      'suffix "dc=example,dc=org"',
      `rootdn "${rootDn}"`,
      `rootpw ${rootPassword}`,
      `directory ${join(folder, 'db')}`,
      // A sparse file: room for as many as a bench wants.
      'maxsize 2147483648',
      'sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited',
      'access to attrs=userPassword by anonymous auth by * none',
      'access to * by * read',
      '',
    ].join('\n'),
  )
  runOnce(slapadd!, ['-q', '-f', config, '-l', await write('people.ldif', ldif)], folder)
  const url = `ldap://127.0.0.1:${await findPort()}`
  const server = startServer(slapd!, ['-d', '0', '-f', config, '-h', url], folder)
  for (let attempt = 0; ; attempt += 1) {
    const client = new Client({ url })
    const isUp = await client.bind(rootDn, rootPassword).then(
      () => true,
      () => false,
    )
    await client.unbind().catch(() => undefined)
    if (isUp) break
    if (attempt === 200) throw new Error(`slapd does not answer: ${server.said()}`)
    await sleep(50)
  }
  return { url, rootDn, rootPassword, stop: server.stop }
}
