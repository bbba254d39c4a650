import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { MigrationError } from '../../outcome/migration-error.js'
import { type Manifest, manifestName, manifestSchema } from './manifest-schema.js'

/**
 * The manifest of a folder that `export` wrote; undefined when the path is no folder, or one without a manifest.
 *
 * @throws MigrationError `input/manifest_invalid`, `input/export_incomplete`
 */
export const readManifest = async (folder: string): Promise<Manifest | undefined> => {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return undefined
  const path = join(folder, manifestName)
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined
    throw new MigrationError('input', 'manifest_invalid', `${path} cannot be read (${cause.message})`, {
      cause,
    })
  })
  if (text === undefined) {
    await refuseUnfinished(folder)
    return undefined
  }
  const parsed = manifestSchema.safeParse(parseJson(text, path))
  if (parsed.success) return parsed.data
  throw new MigrationError(
    'input',
    'manifest_invalid',
    `${path} is no manifest of an export: ${describeIssue(parsed.error.issues[0]!)}`,
  )
}

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new MigrationError('input', 'manifest_invalid', `${path} is not JSON: write it again with export`, {
      cause,
    })
  }
}

const describeIssue = (issue: z.core.$ZodIssue): string =>
  `${issue.path.map(String).join('.') || 'the document'}: ${issue.message}`

/** The manifest is written last. */
const refuseUnfinished = async (folder: string): Promise<void> => {
  const hasLedger = await stat(join(folder, ledgerName)).then(
    () => true,
    () => false,
  )
  if (!hasLedger) return
  throw new MigrationError(
    'input',
    'export_incomplete',
    `the export in ${folder} has not come to its end: run the same export command again, which goes on where it stopped`,
  )
}

/** Name of the ledger within the folder of an export. */
export const ledgerName = 'ledger.ndjson'
