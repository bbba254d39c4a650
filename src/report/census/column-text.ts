import type { FieldUseReport } from '../../presets/field-use.js'
import type { IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import { judgeName } from '../../secrets/judge-name.js'
import { formatCount } from '../format.js'

/**
 * Columns that were not understood, that decide nothing, and texts that were read as nothing, for people.
 *
 * @param keptOut how often something was kept out as a secret, by name
 */
export const describeColumns = (
  columns: readonly FieldUseReport[],
  records: number,
  keptOut: Readonly<Record<string, number>> = {},
): string[] => [
  ...describeGroup(
    'Not understood, kept in customData (columns in the config says what they are, or null leaves one out):',
    columns.filter(({ fate, filled }) => fate === 'unknown' && filled > 0),
    (use) =>
      `${describeShare(use.filled, records)}  ${use.column} → ${isKeptOut(use, keptOut) ? 'nowhere: kept out as a secret' : use.goesTo}`,
  ),
  ...describeGroup(
    'Decides nothing about the account, kept in customData (states in the config says what a value means):',
    columns.filter(({ fate, filled }) => fate === 'undecided' && filled > 0),
    ({ column, filled, why }) => `${describeShare(filled, records)}  ${column}: ${why ?? ''}`,
  ),
  ...describeGroup(
    'Parts of a field that have no place, left out (map() in the config can read them):',
    columns.filter(({ fate, filled }) => fate === 'lost' && filled > 0),
    ({ column, filled }) => `${formatCount(filled).padStart(7)}  ${column}`,
  ),
  ...describeGroup(
    'Read as nothing (NULL, None, nan and the like as text):',
    columns.filter(({ nulls }) => nulls > 0),
    ({ column, nulls }) => `${formatCount(nulls).padStart(7)}  ${column}`,
  ),
]

/** By its name, or because every value of it looks like one. */
const isKeptOut = ({ column, filled }: FieldUseReport, keptOut: Readonly<Record<string, number>>): boolean =>
  judgeName(column).verdict === 'secret' || (keptOut[column] ?? 0) >= filled

/** What to do when nothing in the input says who people are. */
export const describeGuesses = (guesses: readonly IdentifierGuess[]): string => {
  const nearest = guesses.map(({ column, why }) => `"${column}" (${why})`)
  const lines = guesses.map(({ column, path }) => `${JSON.stringify(column)}: '${path}'`)
  return (
    'No column is an e-mail address, phone number, username or social identity, so nobody could sign in.' +
    (guesses.length === 0
      ? ' Say which one is under source.columns in the config, for example { "Contact": \'primaryEmail\' }.\n'
      : ` Nearest: ${nearest.join(', ')}. If so, say it in the config: source: { columns: { ${lines.join(', ')} } }.\n`)
  )
}

const describeGroup = (
  title: string,
  columns: readonly FieldUseReport[],
  describe: (column: FieldUseReport) => string,
): string[] => (columns.length === 0 ? [] : ['', title, ...columns.map((column) => `  ${describe(column)}`)])

const describeShare = (filled: number, records: number): string =>
  `${Math.round((100 * filled) / Math.max(1, records))} %`.padStart(7)
