import { lstatSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'
import { serveHere, signIn } from './trickle-people.js'

/*
 * Every command that writes, one after the other. What it writes is not listed here: the folder is walked after each, so
 * that a file which the program comes to write some day is held to the same rules.
 */

const people = [
  {
    id: 'u1',
    email: 'ada@example.com',
    passwordDigest: '$2b$04$abcdefghijklmnopqrstuuW7tvm9PzMPn5z2pRZqcTT1YJcm8R0Vy',
    passwordAlgorithm: 'Bcrypt',
  },
  { id: 'u2', email: 'bob@example.com', passwordHash: '$P$6bpxqBkZBXoXGzQ7q8IiVKBHgeys3u/' },
  { id: 'u3', email: 'not an address', phone: '12' },
  { id: 'u4', phone: '+4915112345678' },
  { id: 'u5', username: 'eve' },
]
const newer = [{ ...people[0], name: 'Ada' }, people[1]!, people[3]!, { id: 'u6', email: 'new@example.com' }]
const write = (path: string, rows: readonly object[]): void =>
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))

const generic = ['users.ndjson', '--source', 'generic']
const at = ['--run', '.migrate/users']

const theirAction = '/configs/actions/action.postFirstFactorVerification'

/** What a person does before, and what the program is told; a service is at work for what is written while it is. */
export interface Step {
  args: string[]
  before?: (rehearsal: Rehearsal) => unknown
  isServed?: true
}

export const steps: Step[] = [
  {
    args: ['init', ...generic, '--write-env', '--keep-legacy', '--gitignore'],
    before: ({ path }) => write(path('users.ndjson'), people),
  },
  { args: ['import', ...generic, '--yes', '--limit', '1'] },
  { args: ['import', ...generic, '--yes'] },
  { args: ['retry', ...generic] },
  {
    args: ['import', ...generic, '--yes', '--delta', '--vanished', 'suspend'],
    before: ({ path }) => write(path('users.ndjson'), newer),
  },
  {
    args: ['verify', ...generic, ...at],
    before: async ({ run, sandbox }) => {
      const user = sandbox.state().users.find(({ name }) => name === 'Ada')
      if (user !== undefined) await run(['api', 'PATCH', `/users/${user.id}`, '--data', '{"name":"Other"}'])
    },
  },
  { args: ['verify', ...generic, ...at, '--out', 'differences.ndjson'] },
  { args: ['report', '.migrate/users'] },
  { args: ['report', '.migrate/users', '--out', 'report.csv', '--show-personal-data'] },
  { args: ['users', '--out', 'backup.ndjson'] },
  { args: ['logs', ...at] },
  { args: ['export', 'logto', '--to', 'exported'] },
  { args: ['export', 'logto', '--to', 'exported', '--fresh', '--gzip'] },
  { args: ['trickle', 'secret', ...at] },
  {
    args: ['trickle', 'install', ...at, '--replace'],
    isServed: true,
    before: ({ run }) =>
      run(['api', 'PUT', theirAction, '--data', '{"script":"const runAction = async () => undefined"}']),
  },
  { args: ['trickle', 'status', ...at, '--online'] },
  { args: ['trickle', 'remove', ...at, '--wipe'] },
  { args: ['links', ...at, '--who', 'no-password', '--url-template', 'https://app.example.com/?t={token}'] },
  { args: ['links', ...at, '--revoke'] },
  { args: ['claims', 'legacy-id', 'install'] },
  { args: ['rollback', '.migrate/users', '--yes', '--include-changed'] },
]

export const act = async (rehearsal: Rehearsal, { args, before, isServed }: Step): Promise<void> => {
  await before?.(rehearsal)
  if (isServed !== true) return void (await rehearsal.run(args))
  const service = await serveHere(rehearsal).catch(() => undefined)
  if (service === undefined) return
  await rehearsal.run([...args, '--url', service.url])
  await signIn(rehearsal, 'bob@example.com', 'wrong')
  await service.stop()
}

/** Paths of files below the folder, and what tells whether they were written to. */
export const walk = (folder: string, below = ''): Map<string, string> => {
  const found = new Map<string, string>()
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = join(below, entry.name)
    if (entry.isDirectory()) for (const [inner, stamp] of walk(folder, path)) found.set(inner, stamp)
    const { mtimeNs, ino, size } = lstatSync(join(folder, path), { bigint: true })
    if (entry.isFile()) found.set(path, `${mtimeNs} ${ino} ${size}`)
  }
  return found
}

export const own = new Set(['users.ndjson'])

/** Starts with what every command needs. */
export const open = async (): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const { env } = rehearsal
  const access: Record<string, string> = { ...env }
  for (const [name, value] of Object.entries(env)) access[`SOURCE_${name}`] = value
  return { ...rehearsal, run: (args, options) => rehearsal.run(args, { ...options, env: access }) }
}

/** The same in another folder. */
export const moveTo = (rehearsal: Rehearsal, folder: string): Rehearsal => ({
  ...rehearsal,
  folder,
  path: (...names) => join(folder, ...names),
  run: (args, options) => rehearsal.run(args, { ...options, cwd: folder }),
})
