import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type RunFolder, unwritable } from '../../checkpoint/run-folder.js'
import { escapeControls } from '../../outcome/escape-controls.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { replaceFile } from '../../outcome/replace-file.js'
import type { CensusReport } from '../census/census.js'

const count = z.int().nonnegative()
const example = z.object({ file: z.string(), line: z.number(), message: z.string() })
const tallies = z.record(z.string(), z.object({ count, examples: z.array(example) }))

/** What a report needs of summary.json; whatever else the census holds stays in the file. */
const inputSummarySchema = z.object({
  at: z.string(),
  rate: z.string().optional(),
  seconds: z.number().optional(),
  records: count,
  valid: count,
  rejected: count,
  skipped: count,
  passwords: z.record(z.string(), count),
  oldPasswords: z.object({ converted: count, firstSignIn: count, mustReset: count }).optional(),
  losses: tallies,
  warnings: tallies,
  keptOut: z.record(z.string(), count).optional(),
  requests: z.record(z.string(), z.number()),
})

/** What the import knew of its input before the first request: hash families, losses, requests. */
export type InputSummary = z.infer<typeof inputSummarySchema>

/** `summary.json` in the run folder. */
export const locateInputSummary = ({ folder }: RunFolder): string => join(folder, 'summary.json')

/**
 * Keeps the census of an import for its report: a checkpoint does not hold what a record looked like. Readable by
 * its owner alone, for examples quote records.
 *
 * @param at when the input was read, ISO 8601
 * @param seconds how long the requests take at the rate; undefined for `off`
 * @throws MigrationError `run_folder_unwritable`
 */
export const writeInputSummary = async (
  run: RunFolder,
  census: CensusReport,
  { at, rate, seconds }: { at: string; rate: string; seconds: number | undefined },
): Promise<void> => {
  const text = `${escapeControls(JSON.stringify({ at, rate, seconds, ...census }))}\n`
  try {
    await replaceFile(locateInputSummary(run), (file) => file.writeFile(text))
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : unwritable(run, cause)
  }
}

/** Undefined when there is none, or another version wrote it in another form. */
export const readInputSummary = async (run: RunFolder): Promise<InputSummary | undefined> =>
  readJsonFile(locateInputSummary(run), inputSummarySchema)

/** A JSON file of the run folder that need not be there; undefined when it is not, or has another form. */
export const readJsonFile = async <Value>(
  path: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> => {
  try {
    return schema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isAbsent || error instanceof SyntaxError) return undefined
    throw error
  }
}
