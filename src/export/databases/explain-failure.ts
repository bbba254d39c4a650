import { MigrationError } from '../../outcome/migration-error.js'

/** What drivers say of a refusal. Everything else is taken for trouble on the way. */
const refusals =
  /password authentication failed|access denied|permission denied|login failed|authentication failed|not authorized|invalid credentials|insufficient access|command denied/i

/**
 * The error of a driver, as ours. Messages of databases name tables, columns and accounts, and some repeat the values of
 * a row: only their first line is taken, and nothing that stands in a URL.
 */
export const explainFailure = (system: string, cause: unknown): MigrationError => {
  if (cause instanceof MigrationError) return cause
  const text = describe(cause)
  return refusals.test(text)
    ? new MigrationError(
        'target',
        'source_refused',
        `${system} refused: ${text}; see the rights that docs/export.md asks for`,
        { cause },
      )
    : new MigrationError('target', 'source_failed', `${system}: ${text}`, { cause })
}

const describe = (cause: unknown): string => {
  if (cause instanceof AggregateError && cause.errors.length > 0) return describe(cause.errors[0])
  const { message = '', code = 'unknown reason' } = cause as { message?: string; code?: string }
  return (message === '' ? code : message)
    .split('\n')[0]!
    .slice(0, 300)
    .replaceAll(/[a-z][a-z\d+.-]{0,20}:\/\/\S+/gi, (url) => url.replace(/^([^/]*\/\/)[^@\s]*@/, '$1'))
}
