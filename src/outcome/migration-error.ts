/** Why a run ended early. Each reason has one exit code, in `exit-code.ts`. */
export type MigrationErrorReason =
  'usage' | 'config' | 'input' | 'target' | 'checkpoint' | 'output' | 'interrupted'

/** A broken run. Known errors print one line and end with the exit code of their reason. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  /** Stable, documented in docs/exit-codes.md. */
  readonly code: string
  readonly reason: MigrationErrorReason

  /**
   * @param reason decides the exit code
   * @param code stable identifier in lower snake case
   * @param message what failed, where, and what to do, in one line
   */
  constructor(reason: MigrationErrorReason, code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.reason = reason
    this.code = code
  }
}
