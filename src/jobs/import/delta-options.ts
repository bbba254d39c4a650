import { createHash } from 'node:crypto'
import type { OpenRun } from '../../checkpoint/open-run.js'
import { readBase } from '../../checkpoint/read-base.js'
import type { DeltaRules } from '../../import/run-import.js'
import type { TakenExport } from '../../export/manifest/take-export.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { createFingerprinter, type Fingerprinter } from '../../plan/fingerprint-plan.js'
import type { JobContext } from '../job-context.js'

export interface DeltaOptions {
  /** The input is a newer export of the same system. */
  delta?: boolean | undefined
  vanished?: string | undefined
  deleteMissingMemberships?: boolean | undefined
  recreateOnPasswordChange?: boolean | undefined
  yes?: boolean | undefined
}

const vanishedActions = ['report', 'suspend', 'delete', 'none'] as const

/** What becomes of users who are not in the newer export. Throws MigrationError('usage') for anything else. */
export const readVanished = ({ delta, vanished, deleteMissingMemberships }: DeltaOptions) => {
  if (delta !== true && (vanished !== undefined || deleteMissingMemberships === true)) {
    const flag = vanished === undefined ? '--delete-missing-memberships' : '--vanished'
    throw usage(`${flag} goes with --delta: without an export before, nothing can be missing`)
  }
  const action = vanishedActions.find((known) => known === (vanished ?? 'report'))
  if (action === undefined) throw usage(`--vanished takes ${vanishedActions.join(', ')}, got "${vanished}"`)
  return action
}

/**
 * An export of part of the users says nothing about the others.
 *
 * @throws MigrationError `usage/export_partial`
 */
export const leaveOthersAlone = <Given extends DeltaOptions>(
  flags: Given,
  taken: TakenExport | undefined,
): Given => {
  const { since = null, limit = null } = taken?.manifest.filters ?? {}
  if (flags.delta !== true || (since === null && limit === null)) return flags
  if (flags.vanished !== undefined && flags.vanished !== 'none') {
    throw new MigrationError(
      'usage',
      'export_partial',
      `the export holds ${limit === null ? `only who was changed since ${since}` : `at most ${limit} users`}: who is not in it has not vanished. Leave --vanished out, or export all users`,
    )
  }
  return { ...flags, vanished: 'none' }
}

/** Fingerprints of this run's plans; those of passwords are worthless to whoever has the checkpoint alone. */
export const createRunFingerprinter = ({ state }: OpenRun, appSecret: string): Fingerprinter =>
  createFingerprinter({ salt: state.header!.run, secret: `${state.header!.run}\n${appSecret}` })

/** Tells, without giving it away, whether fingerprints were made with this secret. */
export const checkSecret =
  (appSecret: string) =>
  (runId: string): string =>
    createHash('sha256').update(`${runId}\ncheck\n${appSecret}`).digest('hex').slice(0, 8)

/** What the passes before brought in, and how to treat what has changed; undefined in the first pass. */
export const openDelta = async (
  { state, run }: OpenRun,
  flags: DeltaOptions,
  appSecret: string,
  context: JobContext,
): Promise<DeltaRules | undefined> => {
  const action = readVanished(flags)
  if (state.pass === 1) return undefined
  const secretCheck = checkSecret(appSecret)(state.header!.run)
  const base = await readBase(run.checkpoint, state.pass, secretCheck)
  if (base.hasForeignSecret) {
    context.emit({ type: 'note', code: 'other_secret' })
  }
  return {
    base,
    vanished: { action, isConfirmed: flags.yes === true },
    deleteMissingMemberships: flags.deleteMissingMemberships === true,
  }
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
