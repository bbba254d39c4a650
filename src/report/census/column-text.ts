import type { FieldUseReport } from '../../presets/field-use.js'
import type { IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import { formatCount } from '../format.js'

/** Columns that were not understood, that decide nothing, and texts that were read as nothing, for people. */
export const describeColumns = (columns: readonly FieldUseReport[], records: number): string[] => [
  ...describeGroup(
    'Not understood, kept in customData (columns in the config says what they are, or null leaves one out):',
    columns.filter(({ fate, filled }) => (fate === 'unknown' || fate === 'secret') && filled > 0),
    ({ column, filled, fate, goesTo }) =>
      `${describeShare(filled, records)}  ${column} → ${fate === 'secret' ? 'nowhere: kept out as a secret' : goesTo}`,
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
