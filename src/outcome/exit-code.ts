import { MigrationError, type MigrationErrorReason } from './migration-error.js'

export const exitCodes: Record<MigrationErrorReason, number> = {
  usage: 2,
  config: 2,
  input: 2,
  target: 3,
  checkpoint: 4,
  output: 4,
  interrupted: 130,
}

/** `EX_SOFTWARE` of sysexits.h: an error that should not happen. Never 1, which says that records were refused. */
export const crashCode = 70

/** The exit code of a broken run. An unknown error keeps its stack. */
export const exitCodeOf = (error: unknown): number =>
  error instanceof MigrationError ? exitCodes[error.reason] : crashCode
