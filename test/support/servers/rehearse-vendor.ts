import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { ExportRequest } from '../../../src/export/export-request.js'
import { startRehearsal } from '../sandbox-process.js'
import { exportFrom, lookAt, startVendor, type VendorQuestion, type VendorReply } from './vendor-server.js'

type Rows = Record<string, unknown>[]

export interface VendorRehearsal {
  system: string
  /** What the vendor answers, by its public reference. */
  answer(question: VendorQuestion): VendorReply | Promise<VendorReply>
  env(origin: string): { [name: string]: string }
  /** What may be in no file and in no error. */
  secrets: readonly string[]
  request?: Partial<ExportRequest>
}

/**
 * Exports from a mock of a vendor: as it is; with 429, 503; broken off at single requests and gone on with; with a page
 * of a proxy, half an answer, a torn connection and an expired token at single requests; to a limit; looked at; with one
 * of everything, and with nothing. The files are the same each time, and no secret is in any of them.
 *
 * @returns rows by the name of the file
 */
export const rehearseVendor = async (vendor: VendorRehearsal): Promise<{ [file: string]: Rows }> => {
  let asked = 0
  let mayAnswer = (_number: number): VendorReply | undefined => undefined
  let transform = (reply: VendorReply): VendorReply => reply
  const origin = await startVendor(async (question) => {
    asked += 1
    const before = mayAnswer(asked)
    if (before?.isTorn !== true && before?.bytes !== half)
      return before ?? transform(await vendor.answer(question))
    const whole = await vendor.answer(question)
    return before.isTorn === true ? { ...whole, isTorn: true } : { ...whole, bytes: halve(whole) }
  })
  const root = await makeMemoryFolder()
  const env = vendor.env(origin)
  const run = async (name: string, more: { limit?: number } = {}): Promise<void> => {
    asked = 0
    const end = await exportFrom(vendor.system, env, join(root, name), { ...vendor.request, ...more })
    expect(end).toMatchObject({ end: 'complete', manifest: { preset: vendor.system } })
  }

  await run('plain')
  const requests = asked
  const files = await readFiles(join(root, 'plain'))
  await mustBeSecret(join(root, 'plain'), vendor.secrets)

  mayAnswer = (number) => {
    if (number % 3 === 1) return { status: 429, headers: { 'retry-after': '2' }, body: {} }
    return number % 5 === 2 ? { status: 503, body: {} } : undefined
  }
  await run('throttled')
  expect(await readFiles(join(root, 'throttled'))).toEqual(files)

  for (const [index, stop] of chooseStops(requests).entries()) {
    for (const trouble of [troubles[0]!, troubles[1 + (index % (troubles.length - 1))]!]) {
      const name = `${trouble.name}-${stop}`
      mayAnswer = (number) =>
        number === stop || (trouble.isLasting === true && number > stop) ? trouble.reply(env) : undefined
      const error = await run(name).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      for (const secret of vendor.secrets) expect(String(error)).not.toContain(secret)
      if (trouble.isOvercome === true) expect(error, name).toBeUndefined()
      if (trouble.isLasting === true) expect(error, name).toBeDefined()
      mayAnswer = () => undefined
      if (error !== undefined) await run(name)
      expect(await readFiles(join(root, name)), name).toEqual(files)
    }
  }

  if (files['users']!.length > 1) {
    await run('limited', { limit: 2 })
    expect(await readFiles(join(root, 'limited'))).toMatchObject({ users: { length: 2 } })
  }
  const { parts, permissions = [], withheld } = await lookAt(vendor.system, env, vendor.request)
  expect(parts.length).toBeGreaterThan(0)
  for (const secret of vendor.secrets) expect([...permissions, ...withheld].join()).not.toContain(secret)

  transform = (reply) => cutLists(reply, 1)
  await run('one')
  expect((await readFiles(join(root, 'one')))['users']!.length).toBeGreaterThan(0)
  transform = (reply) => cutLists(reply, 0)
  await run('empty')
  for (const rows of Object.values(await readFiles(join(root, 'empty')))) expect(rows).toEqual([])
  return files
}

interface Trouble {
  name: string
  reply(env: { [name: string]: string }): VendorReply
  /** Whether the export goes on by itself. */
  isOvercome?: boolean
  /** Whether every later request has it as well. */
  isLasting?: boolean
}

const html = (status: number): VendorReply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: undefined,
  bytes: Buffer.from('<html><body>We will be back soon</body></html>'),
})

/** Stands for the first half of the answer that would have come. */
const half = Buffer.from('half')

const troubles: readonly Trouble[] = [
  { name: 'stopped', reply: (env) => ({ status: 418, body: env }) },
  { name: 'page', isOvercome: true, reply: () => html(200) },
  { name: 'pages', isLasting: true, reply: () => html(200) },
  { name: 'gateway', isOvercome: true, reply: () => html(502) },
  { name: 'half', isOvercome: true, reply: () => ({ body: {}, bytes: half }) },
  { name: 'torn', isOvercome: true, reply: () => ({ body: {}, isTorn: true }) },
  // What is asked for with it may be refused for good, to be gone on with.
  { name: 'expired', reply: (env) => ({ status: 401, body: env }) },
]

const halve = ({ body, bytes }: VendorReply): Buffer => {
  const whole = bytes ?? Buffer.from(JSON.stringify(body))
  return whole.subarray(0, Math.floor(whole.length / 2))
}

/** At most so many of every list, and no page after the first. */
const cutLists = ({ body, headers = {}, ...reply }: VendorReply, most: number): VendorReply => {
  const { link: _link, ...others } = headers
  return { ...reply, headers: others, body: cut(body, most) }
}

const cut = (value: unknown, most: number): unknown => {
  if (Array.isArray(value)) return value.slice(0, most).map((one) => cut(one, most))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && /next|cursor|^after$|paginationtoken/i.test(name)
        ? undefined
        : cut(inner, most),
    ]),
  )
}

/** The first and the last one, and some in between. */
const chooseStops = (requests: number): number[] => {
  const stops = Array.from(
    { length: mostStops },
    (_, index) => 1 + Math.round((index * (requests - 1)) / (mostStops - 1)),
  )
  return [...new Set(stops)]
}

const mostStops = 12

/** Every step of an export waits for its disk; in memory that costs nothing. */
export const makeMemoryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'logto-migrate-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const readFiles = async (folder: string): Promise<{ [file: string]: Rows }> => {
  const files: { [file: string]: Rows } = {}
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.ndjson') || name === 'ledger.ndjson') continue
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '')
    files[name.replace('.ndjson', '')] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  return files
}

const mustBeSecret = async (folder: string, secrets: readonly string[]): Promise<void> => {
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'utf8')
    for (const secret of secrets) expect(text.includes(secret), `${name} holds a secret`).toBe(false)
  }
}

/**
 * Exports with the built program, imports what it wrote into the sandbox with nothing configured but what a config
 * says of roles, and has `verify` compare every user with its source.
 *
 * @returns what the sandbox holds
 */
export const importVendor = async (
  vendor: Pick<VendorRehearsal, 'system' | 'answer' | 'env'>,
  flags: string[] = [],
) => {
  const rehearsal = await startRehearsal()
  const origin = await startVendor((question) => vendor.answer(question))
  const config =
    'export default { roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }'
  await writeFile(rehearsal.path('migrate.config.ts'), config)
  const folder = `exports/${vendor.system}`
  const steps = [
    ['export', vendor.system, '--rate', 'off', ...flags],
    ['check', folder],
    ['import', folder, '--rate', 'off', '--yes'],
    ['verify', folder, '--rate', 'off'],
  ]
  for (const step of steps) {
    const { exitCode, stdout, stderr } = await rehearsal.run(step, { env: vendor.env(origin) })
    expect(exitCode, `${step.join(' ')}\n${stdout}\n${stderr}`).toBe(0)
  }
  return { ...rehearsal.sandbox.state(), folder: rehearsal.folder }
}
