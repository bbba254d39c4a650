import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { ExportRequest } from '../../../src/export/export-request.js'
import { startRehearsal } from '../sandbox-process.js'
import { exportFrom, startVendor, type VendorQuestion, type VendorReply } from './vendor-server.js'

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
 * Exports from a mock of a vendor: as it is; with 429, 503 and torn connections; and broken off at single requests and
 * gone on with. The files are the same each time, and no secret is in any of them.
 *
 * @returns rows by the name of the file
 */
export const rehearseVendor = async (vendor: VendorRehearsal): Promise<{ [file: string]: Rows }> => {
  let asked = 0
  let mayAnswer = (_number: number): VendorReply | undefined => undefined
  const origin = await startVendor((question) => {
    asked += 1
    return mayAnswer(asked) ?? vendor.answer(question)
  })
  const root = await makeMemoryFolder()
  const env = vendor.env(origin)
  const run = async (name: string): Promise<void> => {
    asked = 0
    const end = await exportFrom(vendor.system, env, join(root, name), vendor.request)
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

  for (const stop of chooseStops(requests)) {
    const name = `stopped-${stop}`
    mayAnswer = (number) => (number === stop ? { status: 418, body: env } : undefined)
    const error = await run(name).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    for (const secret of vendor.secrets) expect(String(error)).not.toContain(secret)
    mayAnswer = () => undefined
    if (error !== undefined) await run(name)
    expect(await readFiles(join(root, name)), `broken off at request ${stop}`).toEqual(files)
  }
  return files
}

/** The first and the last one, and some in between. */
const chooseStops = (requests: number): number[] => {
  const stops = Array.from(
    { length: mostStops },
    (_, index) => 1 + Math.round((index * (requests - 1)) / (mostStops - 1)),
  )
  return [...new Set(stops)]
}

const mostStops = 14

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
