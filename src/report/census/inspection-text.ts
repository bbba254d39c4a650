import { passwordFamilies } from '../../password/recognise/password-families.js'
import type { FieldUseReport } from '../../presets/field-use.js'
import type { IdentifierGuess } from '../../presets/generic/columns/guess-identifiers.js'
import { describeColumns, describeGuesses } from './column-text.js'
import { describeInputNote, type InputNote } from '../../source/input/input-notes.js'
import type { FieldReport } from './field-census.js'
import { formatCount } from '../format.js'
import type { ParameterCount, PasswordCount } from './password-census.js'

interface Candidate {
  name: string
  title: string
  /** 0 to 1. */
  score: number
  evidence: string[]
}

/** What is known of an input from its content alone. */
export interface Inspection {
  files: {
    file: string
    format: string
    delimiter: string | undefined
    encoding: string
    compression: string
    evidence: string[]
  }[]
  records: number
  unreadable: number
  /** What the readers noticed about the form of the files. */
  notes: InputNote[]
  source: Candidate
  /** Another system that fits as well, or better than the one that was named. */
  alternative: Candidate | undefined
  /** Whether the operator has named the source. */
  isGiven: boolean
  fields: FieldReport[]
  /** Columns that the preset does not understand, or that decide nothing. */
  unknownColumns: Pick<FieldUseReport, 'column' | 'fate' | 'goesTo' | 'filled' | 'why'>[]
  /** What people may sign in with, where no column says so. */
  identifierGuesses: IdentifierGuess[] | undefined
  passwords: PasswordCount[]
  /** Columns beside the hashes that say how they were made. */
  passwordParameters: ParameterCount[]
  /** Text of a migrate.config.ts that works for it. */
  config: string
}

export const describeInspection = (inspection: Inspection): string => {
  const { files, records, unreadable, notes, fields } = inspection
  const { passwords, passwordParameters, config } = inspection
  const { unknownColumns, identifierGuesses } = inspection
  const lines = [
    ...files.map(describeFile),
    ...notes.map((note) => `Note: ${describeInputNote(note)}`),
    `${formatCount(records)} records${unreadable === 0 ? '' : `, ${formatCount(unreadable)} more cannot be read (see check)`}`,
    '',
    ...describeSource(inspection),
    '',
    'Fields:',
    ...fields.map((field) => describeField(field, records)),
    ...describeColumns(
      unknownColumns.map((column) => ({ ...column, nulls: 0 })),
      records,
    ),
    ...(identifierGuesses === undefined ? [] : ['', describeGuesses(identifierGuesses).trimEnd()]),
    '',
    'Passwords:',
    ...(passwords.length === 0 ? ['  none found'] : passwords.map(describePasswords)),
    ...passwordParameters.map(describeParameter),
    '',
    'A config that works (logto-migrate init --from writes it):',
    '',
    config,
  ]
  return lines.join('\n')
}

const describeSource = ({ source, alternative, isGiven }: Inspection): string[] => {
  if (alternative === undefined) return [`Source: ${describeCandidate(source)}`]
  if (isGiven) {
    return [
      `Warning: the content looks like ${describeCandidate(alternative)}; import asks for --yes`,
      `Source: ${source.title}, as you say; --source ${alternative.name} reads it as the other`,
    ]
  }
  return [
    `Source: ${describeCandidate(source)}`,
    `    or: ${describeCandidate(alternative)}`,
    `Say which: --source ${source.name} or --source ${alternative.name}; check and import stop until you do`,
  ]
}

const describeFile = ({
  file,
  format,
  delimiter,
  encoding,
  compression,
  evidence,
}: Inspection['files'][number]): string => {
  const dialect = delimiter === undefined ? '' : `, delimiter ${JSON.stringify(delimiter)}`
  const packing = compression === 'none' ? '' : `, ${compression}`
  return `${file}: ${format}${dialect}, ${encoding}${packing} (${evidence.join('; ')})`
}

const describeCandidate = ({ title, score, evidence }: Candidate): string =>
  `${title}, ${Math.round(score * 100)} % sure${evidence.length === 0 ? '' : ` (${evidence.join('; ')})`}`

const describeField = ({ field, filled, kinds }: FieldReport, records: number): string =>
  `  ${`${Math.round((100 * filled) / Math.max(1, records))} %`.padStart(6)}  ${field} (${kinds.join(', ')})`

const describePasswords = ({ family, field, count }: PasswordCount): string => {
  const { title, convertible, sentence } = passwordFamilies[family]
  const isNothing = family === 'none' || family === 'unusable'
  const verdict = isNothing ? 'no password, nothing is lost' : verdicts[convertible]
  return `  ${formatCount(count)}  ${title} in ${field}: ${verdict}. ${sentence}`
}

const describeParameter = ({ parameter, field, count }: ParameterCount): string =>
  `  ${formatCount(count)}  beside it: ${field}, taken as ${parameter} of the hash`

const verdicts = {
  yes: 'can be carried over',
  condition: 'can be carried over on a condition',
  no: 'cannot be carried over',
}
