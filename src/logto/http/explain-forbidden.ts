import { MigrationError } from '../../outcome/migration-error.js'

/**
 * Says what a 403 means where Logto Cloud answers it for what the plan has not; the client takes every 403 for the end of
 * all calls.
 *
 * @throws MigrationError `target/<code>`
 */
export const explainForbidden = async (
  code: string,
  message: string,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (cause) {
    if (!(cause instanceof MigrationError) || cause.code !== 'forbidden') throw cause
    throw new MigrationError('target', code, message, { cause })
  }
}
