import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { CliResult } from '../support/run-cli.js'
import type { Rehearsal } from '../support/sandbox-process.js'

interface OldPassword {
  family: string
  passwordHash: string
  password: string
}

/** Twenty each of families that no Logto digest exists for, made by the programs that `origin` names, at low cost. */
const oldPasswords = readFileSync(new URL('./old-passwords.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): OldPassword => JSON.parse(line))

export const key = 'ab'.repeat(32)
export const runFolder = '.migrate/users'
const env = { LEGACY_STORE_KEY: key }

export interface Person {
  email: string
  password: string
  /** The password of somebody else of that family. */
  wrong: string
  passwordHash?: string
}

export const makePeople = (count: number): Person[] =>
  Array.from({ length: count }, (_, index): Person => {
    const { passwordHash, password, family } = oldPasswords[index % oldPasswords.length]!
    const wrong = oldPasswords.find((other) => other.family === family && other.password !== password)!
    return { email: `p${index}@example.org`, passwordHash, password, wrong: wrong.password }
  })

/** People of an old system that gives out no hashes. */
export const makeHashless = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    email: `h${index}@example.org`,
    password: `öld "secret" ${index}`,
    wrong: `öld "secret" ${index + 1}`,
  }))

/** Through the program: exported, imported with what it keeps, the secret made. */
export const importPeople = async (
  { run, path }: Rehearsal,
  people: readonly Person[],
  legacyPasswords: unknown = true,
): Promise<void> => {
  const rows = people.map(({ email, passwordHash }) => ({ id: `old-${email}`, email, passwordHash }))
  writeFileSync(path('users.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  writeFileSync(path('migrate.config.mjs'), `export default ${JSON.stringify({ legacyPasswords })}\n`)
  const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off', '--yes']
  expect(await run(args, { env })).toMatchObject({ exitCode: 0 })
  expect(await run(['trickle', 'secret', '--run', runFolder], { env })).toMatchObject({ exitCode: 0 })
}

/** A command of the trickle, as JSON. */
export const trickle = ({ run }: Rehearsal, ...args: string[]): Promise<CliResult> =>
  run(['trickle', ...args, '--run', runFolder, '--json'], { env })

const serveArgs = (port: string): string[] => [
  'trickle',
  'serve',
  '--port',
  port,
  '--rate',
  'off',
  '--run',
  runFolder,
  '--threads',
  '4',
  '--json',
]

export interface Served {
  url: string
  stop(): Promise<unknown>
}

/** The service of the built program in this process, until the test is over. */
export const serveHere = async (
  { run }: Rehearsal,
  port = '0',
  ...flags: readonly string[]
): Promise<Served> => {
  const stopping = new AbortController()
  let tell: (url: string) => void = () => undefined
  const listening = new Promise<string>((resolveUrl) => {
    tell = resolveUrl
  })
  const ended = run([...serveArgs(port), ...flags], {
    env,
    signal: stopping.signal,
    onStdout: (text: string) => tell((JSON.parse(text) as { url: string }).url),
  })
  const stop = (): Promise<CliResult> => {
    stopping.abort()
    return ended
  }
  onTestFinished(() => stop().then(() => undefined))
  const failed = ended.then(({ stderr }) => Promise.reject(new Error(`the service ended: ${stderr}`)))
  return { url: await Promise.race([listening, failed]), stop }
}

/** The same as a process of its own. */
export const serveAsProcess = async (
  { folder, env: access }: Rehearsal,
  port = '0',
): Promise<Served & { child: ChildProcess }> => {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...serveArgs(port)], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...access, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string }
    const stop = (): Promise<number | null> =>
      new Promise((end) => {
        child.once('exit', (code) => end(code))
        child.kill('SIGTERM')
      })
    return { url, child, stop }
  }
  throw new Error('the service ended before it listened')
}

export const signIn = async (
  { sandbox }: Rehearsal,
  identifier: string,
  password: string,
): Promise<boolean> => {
  const answer = await fetch(`${sandbox.url}/__sandbox/sign-in`, {
    method: 'POST',
    body: JSON.stringify({ identifier, password }),
  })
  await answer.arrayBuffer()
  return answer.status === 200
}

/** More would wait for each other on a busy machine until their time is over. */
const usualAtOnce = 3

interface SignedIn {
  inByWrong: string[]
  out: string[]
}

/**
 * On a machine with much to do the script gives up after its 3.5 seconds, as it must, and who gets that no tries again; a
 * right password that is judged wrong stays wrong.
 */
export const signInPatiently = async (
  rehearsal: Rehearsal,
  email: string,
  password: string,
): Promise<boolean> => {
  for (let tries = 0; tries < 20; tries += 1) if (await signIn(rehearsal, email, password)) return true
  return false
}

/** Everybody types a wrong password, and then the old one. */
export const signInAll = async (
  rehearsal: Rehearsal,
  people: readonly Person[],
  atOnce = usualAtOnce,
): Promise<SignedIn> => {
  const result: SignedIn = { inByWrong: [], out: [] }
  await inParallel(
    people,
    async ({ email, password, wrong }) => {
      if (await signIn(rehearsal, email, wrong)) result.inByWrong.push(email)
      if (!(await signInPatiently(rehearsal, email, password))) result.out.push(email)
    },
    atOnce,
  )
  return result
}

/** Everybody types the right password, and every tenth a wrong one before: Logto knows them all. */
export const signInAgain = async (rehearsal: Rehearsal, people: readonly Person[]): Promise<SignedIn> => {
  const result: SignedIn = { inByWrong: [], out: [] }
  await inParallel(people, async ({ email, password, wrong }) => {
    if (email.includes('0@') && (await signIn(rehearsal, email, wrong))) result.inByWrong.push(email)
    if (!(await signIn(rehearsal, email, password))) result.out.push(email)
  })
  return result
}

export const everybody: SignedIn = { inByWrong: [], out: [] }

const inParallel = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  atOnce = usualAtOnce,
): Promise<void> => {
  const left = [...items]
  const next = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, next))
}
