import { chmod, mkdir, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { MigrationError } from '../outcome/migration-error.js'
import { symlinkRefused } from '../outcome/open-private.js'

/** Where everything of one run lies. */
export interface RunFolder {
  folder: string
  checkpoint: string
  lock: string
  /** Ledger of a rollback that is under way. */
  rollback: string
  rejectedNdjson: string
  rejectedCsv: string
  idMap: string
  /** What the newest export, or `--on-conflict update`, changed. */
  changes: string
  /** Old passwords that work at the first sign-in, encrypted. */
  legacyStore: string
  log: string
  report: string
}

/** Names the files of a run; touches nothing. */
export const locateRun = (folder: string): RunFolder => ({
  folder,
  checkpoint: join(folder, 'checkpoint.ndjson'),
  lock: join(folder, 'checkpoint.lock'),
  rollback: join(folder, 'rollback.ndjson'),
  rejectedNdjson: join(folder, 'rejected.ndjson'),
  rejectedCsv: join(folder, 'rejected.csv'),
  idMap: join(folder, 'id-map.csv'),
  changes: join(folder, 'changes.csv'),
  legacyStore: join(folder, 'legacy-passwords.mdb'),
  log: join(folder, 'run.log'),
  report: join(folder, 'report.html'),
})

/** `.migrate/users` for `exports/users.ndjson.gz`; `.migrate/stdin` for standard input. A part of the input has its own, by the suffix. */
export const defaultRunFolder = (firstFile: string, suffix = ''): string => {
  const name =
    firstFile === '-'
      ? 'stdin'
      : basename(firstFile)
          .replace(/\.(gz|zst)$/i, '')
          .replace(/\.[^.]+$/, '')
  return join('.migrate', `${name === '' ? 'run' : name}${suffix}`)
}

/**
 * Makes the folder, readable by its owner alone: it names people by their source keys.
 *
 * @throws MigrationError `run_folder_unwritable`, `symlink_refused`
 */
export const createRunFolder = async (run: RunFolder): Promise<void> => {
  try {
    await mkdir(run.folder, { recursive: true, mode: 0o700 })
    await chmod(run.folder, 0o700)
    await refuseLinks(run)
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : unwritable(run, cause)
  }
}

/** Before anything is sent. The folder itself may be a link: to a larger disk, for instance. */
const refuseLinks = async ({ folder }: RunFolder): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const link = entries.find((entry) => entry.isSymbolicLink())
  if (link !== undefined) throw symlinkRefused(join(folder, link.name))
}

/** The error for a run folder that cannot be made or written to. */
export const unwritable = (run: RunFolder, cause: unknown): MigrationError =>
  new MigrationError(
    'output',
    'run_folder_unwritable',
    `cannot write to the run folder ${run.folder} (${cause instanceof Error ? cause.message : 'unknown reason'}): choose another one with --run`,
    { cause },
  )
