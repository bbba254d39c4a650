import type { CsvDialect, CsvEscape } from './csv-dialect.js'
import { wholeRows } from './sample-rows.js'

/**
 * Whether the rows of a sample are escaped by backslashes: its quotes make sense only so, or it has the `\N` of
 * MySQL and COPY for a value that is not there (`NULL` of `mysql --batch`), and no backslash that neither would write.
 */
export const sniffEscape = (sample: string, dialect: CsvDialect): CsvEscape => {
  if (!sample.includes('\\')) return 'doubled'
  const unsound = countUnsound(sample, dialect, 'doubled')
  if (unsound > 0 && dialect.quote !== '' && sample.includes(`\\${dialect.quote}`)) {
    const left = countUnsound(sample, dialect, 'backslash')
    if (left === 0 || left * 4 < unsound) return 'backslash'
  }
  const isWritten = hasNullSign(sample, dialect, '\\N') || isMysqlBatch(sample, dialect)
  return isWritten && hasOnlyEscapes(sample, dialect) ? 'backslash' : 'doubled'
}

/** Whether blanks stand between the delimiters of a sample and its quotes, which make sense only without them. */
export const sniffBlanks = (sample: string, dialect: CsvDialect): boolean => {
  const { delimiter, quote } = dialect
  if (quote === '' || delimiter === ' ' || !sample.includes(`${delimiter} `)) return false
  const unsound = wholeRows(sample, dialect, true).filter(({ quotes }) => quotes === 'broken').length
  if (unsound === 0) return false
  const left = wholeRows(sample, { ...dialect, hasBlanks: true }, true)
  return left.filter(({ quotes }) => quotes === 'broken').length * 4 < unsound
}

/** Rows with a quote that is not as it should be. */
const countUnsound = (sample: string, dialect: CsvDialect, escape: CsvEscape): number =>
  wholeRows(sample, { ...dialect, escape }, true).filter(({ quotes }) => quotes !== 'sound').length

const hasNullSign = (sample: string, { delimiter }: CsvDialect, sign: string): boolean =>
  sample.split(/\r?\n/).some((line) => line.split(delimiter).includes(sign))

/** `mysql --batch` writes NULL as a word, no quotes, and a backslash before nothing but these. */
const isMysqlBatch = (sample: string, dialect: CsvDialect): boolean =>
  dialect.delimiter === '\t' &&
  !sample.includes('\t"') &&
  hasNullSign(sample, dialect, 'NULL') &&
  !/\\[^nt0\\]/.test(sample.replaceAll('\\\\', ''))

const hasOnlyEscapes = (sample: string, { delimiter, quote }: CsvDialect): boolean => {
  const meaningful = new Set([...'\\Nntrbfv0Z"\'\r\n', delimiter, quote])
  // Quotes are doubled in programs that do not escape by backslash.
  if (
    quote !== '' &&
    new RegExp(`[^${quote}\\n]${quote}${quote}[^${quote}\\n]`).test(
      withoutEmptyCells(sample, delimiter, quote),
    )
  )
    return false
  for (let at = sample.indexOf('\\'); at !== -1; at = sample.indexOf('\\', at + 2)) {
    const next = sample[at + 1]
    if (next !== undefined && !meaningful.has(next)) return false
  }
  return true
}

const withoutEmptyCells = (sample: string, delimiter: string, quote: string): string =>
  sample.replaceAll(`${delimiter}${quote}${quote}`, delimiter)
