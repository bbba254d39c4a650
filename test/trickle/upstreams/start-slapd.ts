import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Debian's package slapd; where it is not installed the tests of LDAP are named as skipped. */
export const hasSlapd = existsSync('/usr/sbin/slapd') && existsSync('/usr/sbin/slapadd')

export interface Slapd {
  url: string
  close(): Promise<void>
}

export interface Person {
  uid: string
  mail: string
  password: string
}

/** A directory of one's own on loopback, with people under ou=people,dc=example,dc=org. */
export const startSlapd = async (people: readonly Person[]): Promise<Slapd> => {
  const folder = await mkdtemp(join(tmpdir(), 'slapd-test-'))
  await mkdir(join(folder, 'db'))
  const configFile = join(folder, 'slapd.conf')
  await writeFile(
    configFile,
    [
      ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
      'modulepath /usr/lib/ldap',
      'moduleload back_mdb',
      `pidfile ${join(folder, 'pid')}`,
      'database mdb',
      'maxsize 10485760',
      'suffix "dc=example,dc=org"',
      'rootdn "cn=admin,dc=example,dc=org"',
      'rootpw admin-secret',
      `directory ${join(folder, 'db')}`,
      '',
    ].join('\n'),
  )
  const ldif = [
    'dn: dc=example,dc=org\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n',
    'dn: ou=people,dc=example,dc=org\nobjectClass: organizationalUnit\nou: people\n',
    ...people.map(({ uid, mail, password }) => toEntry(uid, mail, password)),
  ].join('\n')
  await writeFile(join(folder, 'people.ldif'), ldif)
  await promisify(execFile)('/usr/sbin/slapadd', ['-f', configFile, '-l', join(folder, 'people.ldif')])
  const port = await findFreePort()
  const url = `ldap://127.0.0.1:${port}`
  const child = spawn('/usr/sbin/slapd', ['-f', configFile, '-h', url, '-d', '0'], { stdio: 'ignore' })
  await waitForPort(port)
  return {
    url,
    close: async () => {
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const toEntry = (uid: string, mail: string, password: string): string => {
  const dn = `uid=${uid.replaceAll(/["+,;<=>\\]/g, (sign) => `\\${sign}`)},ou=people,dc=example,dc=org`
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  return [
    `dn:: ${base64(dn)}`,
    'objectClass: inetOrgPerson',
    `uid:: ${base64(uid)}`,
    `cn:: ${base64(uid)}`,
    'sn: x',
    `mail: ${mail}`,
    `userPassword:: ${base64(password)}`,
    '',
  ].join('\n')
}

const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const waitForPort = async (port: number): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('slapd does not answer')
}

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
