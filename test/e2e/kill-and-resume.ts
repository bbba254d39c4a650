import { readFile, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import type { ChildProcess } from 'node:child_process'
import { expect } from 'vitest'
import type { SandboxState } from '../../src/sandbox/store/read-state.js'
import { startRehearsal } from '../support/sandbox-process.js'
import { sourceKeyOf } from './compare-users.js'

const count = 120
/** An import with steps and memberships, killed at a line of its checkpoint and resumed: everybody is there, once and whole. */
export const killAndResume = async (line: number): Promise<void> => {
  const { run, spawn, sandbox, path } = await startRehearsal({ latencyMs: [2, 12] })
  const people = makePeople()
  await writeFile(path('people.ndjson'), people.map((person) => `${JSON.stringify(person)}\n`).join(''))
  await writeFile(path('migrate.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  const flags = ['--source', 'generic', '--rate', 'off', '--concurrency', '8', '--settle-within', '1']
  const args = ['import', 'people.ndjson', ...flags]

  const checkpoint = path('.migrate', 'people', 'checkpoint.ndjson')
  const killed = await spawn(args, { onStart: (child) => killAtLine(child, checkpoint, line) })
  expect(killed.signal).toBe('SIGKILL')
  const resumed = await run([...args, '--resume'])

  expect(resumed.stderr).not.toMatch(/should not have happened/)
  expect(resumed.exitCode).toBe(1)
  expect(describeTarget(sandbox.state())).toEqual(expectTarget(people))
  const ids = sandbox.state().users.map((user) => `${sourceKeyOf(user)},${user.id}`)
  expect(await readKeysAndIds(path('.migrate', 'people', 'id-map.csv'))).toEqual(ids.sort())
  const rejected = (await readFile(path('.migrate', 'people', 'rejected.ndjson'), 'utf8'))
    .trimEnd()
    .split('\n')
  expect(
    rejected.map((text) => (JSON.parse(text) as { ordinal: number }).ordinal).sort((a, b) => a - b),
  ).toEqual(people.flatMap(({ primaryEmail }, index) => (primaryEmail === 'broken' ? [index + 1] : [])))
  expect(await run(['status', '--check', '--json'])).toMatchObject({ exitCode: 1 })
}

const config = {
  roles: { createMissing: true },
  organizations: { createMissing: true, roles: { createMissing: true } },
}

const makePeople = () =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    // Every sixth signs in by social identity alone.
    primaryEmail: index % 20 === 19 ? 'broken' : index % 6 === 5 ? undefined : `p${index}@example.org`,
    name: `Person ${index}`,
    isSuspended: index % 4 === 0,
    identities:
      index % 3 === 2 ? { google: { userId: `g${index}` }, github: { userId: `h${index}` } } : undefined,
    mfa: index % 5 === 0 ? [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }] : undefined,
    roles: index % 2 === 0 ? ['admin', `team-${index % 3}`] : ['reader'],
    organizations:
      index % 3 === 0
        ? [
            { id: 'o1', name: 'First', roles: ['owner', 'member'] },
            { id: 'o2', name: 'Second' },
          ]
        : [],
  }))

type Person = ReturnType<typeof makePeople>[number]

const expectTarget = (people: Person[]) =>
  people
    .filter(({ primaryEmail }) => primaryEmail !== 'broken')
    .map(({ id, name, isSuspended, identities, mfa, roles, organizations }) => ({
      id,
      name,
      isSuspended,
      identities: Object.entries(identities ?? {})
        .map(([target, { userId }]) => `${target} ${userId}`)
        .sort(),
      factors: (mfa ?? []).map(({ type }) => type),
      roles: [...roles].sort(),
      organizations: organizations
        .map(({ name, roles }) => `${name} ${[...(roles ?? [])].sort().join(',')}`)
        .sort(),
    }))
    .sort(byId)

const describeTarget = ({ users, roles, organizations, organizationRoles }: SandboxState) => {
  const nameOf = (rows: { id: string; name: string }[], id: string): string =>
    rows.find((row) => row.id === id)?.name ?? id
  expect(new Set(roles.map(({ name }) => name)).size).toBe(roles.length)
  expect(organizations.map(({ name }) => name).sort()).toEqual(['First', 'Second'])
  return users
    .map((user) => ({
      id: sourceKeyOf(user),
      name: user.name,
      isSuspended: user.isSuspended,
      identities: Object.entries(user.identities)
        .map(([target, { userId }]) => `${target} ${userId}`)
        .sort(),
      factors: user.mfaFactors.map(({ type }) => type),
      roles: user.roleIds.map((id) => nameOf(roles, id)).sort(),
      organizations: user.organizations
        .map(({ id, organizationRoleIds }) => {
          const names = organizationRoleIds.map((roleId) => nameOf(organizationRoles, roleId)).sort()
          return `${nameOf(organizations, id)} ${names.join(',')}`
        })
        .sort(),
    }))
    .sort(byId)
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

const killAtLine = (child: ChildProcess, checkpoint: string, line: number): void => {
  const timer = setInterval(() => {
    if (countLines(checkpoint) < line) return
    clearInterval(timer)
    child.kill('SIGKILL')
  }, 1)
  child.once('close', () => clearInterval(timer))
}

const countLines = (path: string): number => {
  try {
    return readFileSync(path, 'latin1').split('\n').length - 1
  } catch {
    return 0
  }
}

const readKeysAndIds = async (path: string): Promise<string[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').slice(0, 2).join(','))
    .sort()
