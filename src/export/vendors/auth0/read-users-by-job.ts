import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import { parseJson } from '../../../source/json/values/parse-json.js'
import type { JsonObject } from '../../../source/source-record.js'
import { type ExportPart, type ExportStep, usersFile } from '../../export-source.js'
import { readAnswer } from '../reader/read-answer.js'
import type { VendorApi } from '../reader/vendor-api.js'

const jobSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  location: z.string().optional(),
})

const cursorSchema = z.strictObject({ job: z.string(), rows: z.int().nonnegative() })

const pollMs = 5_000
const stepSize = 1_000

/** An export has only what it is told to have. */
const fields = [
  'user_id',
  'email',
  'email_verified',
  'username',
  'phone_number',
  'phone_verified',
  'name',
  'given_name',
  'family_name',
  'nickname',
  'picture',
  'locale',
  'identities',
  'user_metadata',
  'app_metadata',
  'blocked',
  'multifactor',
  'created_at',
  'updated_at',
  'last_login',
  'last_ip',
  'logins_count',
]

/**
 * Has Auth0 write the file of all users, and takes it over. The order is on disk before anything is waited for, so a
 * killed export waits for the same job again.
 */
export const readUsersByJob = (api: VendorApi, since: string | undefined): ExportPart => ({
  name: usersFile,
  files: [usersFile],
  read: async function* (from, signal): AsyncGenerator<ExportStep> {
    let at = cursorSchema.safeParse(from).data
    if (at === undefined) {
      const order = { format: 'json', fields: fields.map((name) => ({ name })) }
      at = { job: readAnswer(jobSchema, await api.search('/api/v2/jobs/users-exports', order)).id, rows: 0 }
      yield { rows: {}, cursor: at }
    }
    let rows: JsonObject[] = []
    let read = 0
    for await (const row of readFile(api, await waitFor(api, at.job))) {
      signal.throwIfAborted()
      read += 1
      if (read <= at.rows) continue
      if (isWanted(row, since)) rows.push(row)
      if (read % stepSize !== 0) continue
      yield { rows: { [usersFile]: rows }, cursor: { job: at.job, rows: read } }
      rows = []
    }
    yield { rows: { [usersFile]: rows }, cursor: { job: at.job, rows: read } }
  },
})

/** Times are texts of one form. A user without one is taken. */
const isWanted = ({ updated_at: changed }: JsonObject, since: string | undefined): boolean =>
  since === undefined || typeof changed !== 'string' || changed >= since

/** @returns where the file is, for a minute */
const waitFor = async (api: VendorApi, id: string): Promise<string> => {
  for (;;) {
    const job = readAnswer(jobSchema, await api.get(`/api/v2/jobs/${encodeURIComponent(id)}`))
    if (job.status === 'completed' && job.location !== undefined) return job.location
    if (job.status !== 'pending' && job.status !== 'processing') {
      throw new MigrationError(
        'target',
        'source_failed',
        `Auth0: the export job ended as ${JSON.stringify(job.status.slice(0, 40))}; begin again with --fresh, or without --via job`,
      )
    }
    await api.wait(pollMs)
  }
}

const readFile = async function* (api: VendorApi, location: string): AsyncGenerator<JsonObject> {
  const body = await api.download(location)
  const text = body.pipe(createGunzip())
  // A torn download is an error of the reader, not the end of its file.
  body.once('error', (error: Error) => text.destroy(error))
  try {
    yield* readRows(text.setEncoding('utf8'))
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : brokenFile(cause)
  }
}

const readRows = async function* (text: AsyncIterable<unknown>): AsyncGenerator<JsonObject> {
  let rest = ''
  for await (const chunk of text) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line.trim() !== '') yield readRow(line)
  }
  if (rest.trim() !== '') yield readRow(rest)
}

const readRow = (line: string): JsonObject => {
  const row = parseJson(line)
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row
  throw brokenFile(undefined)
}

const brokenFile = (cause: unknown): MigrationError =>
  new MigrationError(
    'target',
    'source_failed',
    'Auth0: the file of the export job did not arrive whole; the same command takes it over again',
    { cause },
  )
