import { MigrationError } from '../../outcome/migration-error.js'
import { type PasswordDiagnosis, diagnosePassword } from '../../password/diagnose/diagnose-password.js'
import { explainPassword } from '../../password/explain-password.js'
import { type HashParams, readRecord } from '../../password/hash-params.js'
import { openInput } from '../../source/input/open-input.js'
import type { SourceRecord } from '../../source/source-record.js'
import type { CommandContext } from '../../terminal/command-context.js'

/** One row of a batch, as `convertPassword` takes it. */
interface BatchRow {
  id: string
  source: string
  sourceHash: unknown
  params: HashParams
  password: string | undefined
}

/**
 * Converts many hashes in one go: rows of `id`, `source`, `sourceHash`, `params` and `password`, of which only the
 * hash must be there. One JSON line for each on stdout, or one document with --json. 1 when any is refused or wrong.
 */
export const runPasswordBatch = async (
  context: CommandContext,
  path: string,
  source: string,
  params: HashParams,
  flags: { json?: boolean; verify?: boolean },
): Promise<number> => {
  const isDocument = flags.json === true
  let isClean = true
  const results: string[] = []
  for await (const batch of openInput([path], {
    format: 'auto',
    stdin: context.stdin,
    signal: context.stop,
  })) {
    for (const record of batch) {
      const row = readRow(record, source, params)
      const { password, ...question } = row
      const explanation = explainPassword(row.source, row.sourceHash, row.params)
      const proof: PasswordDiagnosis | undefined =
        flags.verify === true && password !== undefined && password !== ''
          ? await diagnosePassword({ ...question, password })
          : undefined
      isClean &&= !('reason' in explanation.conversion) && (proof?.cause ?? 'verifies') === 'verifies'
      const text = JSON.stringify({ id: row.id, source: row.source, ...explanation, proof })
      if (isDocument) results.push(text)
      else context.stdout(`${text}\n`)
    }
  }
  if (isDocument) context.stdout(`{"results":[${results.join(',')}]}\n`)
  return isClean ? 0 : 1
}

const readRow = (
  { file, line, ordinal, record, problem }: SourceRecord,
  source: string,
  params: HashParams,
): BatchRow => {
  const place = `--batch: ${file}:${line}`
  if (record === undefined)
    throw invalid(`${place}: the row could not be read (${problem?.code ?? 'unknown'})`)
  const { id, password } = record
  const sourceHash = record['sourceHash'] ?? record['hash'] ?? null
  if (!('sourceHash' in record) && !('hash' in record)) {
    throw invalid(`${place}: expected sourceHash, got ${Object.keys(record).length} other fields`)
  }
  const own = record['params']
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : String(ordinal),
    source: typeof record['source'] === 'string' ? record['source'].toLowerCase() : source,
    sourceHash:
      typeof sourceHash === 'string' && sourceHash.startsWith('{"')
        ? (readRecord(sourceHash) ?? sourceHash)
        : sourceHash,
    params: { ...params, ...readRecord(own) },
    password: typeof password === 'string' ? password : undefined,
  }
}

const invalid = (message: string): MigrationError => new MigrationError('usage', 'batch_invalid', message)
