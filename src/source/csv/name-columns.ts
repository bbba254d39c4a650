import { hasInvalidMark } from '../encoding/mark-invalid-bytes.js'
import { cleanHeading } from './clean-heading.js'

/**
 * Ten times what any sheet has. A table that is wider has been turned on its side, or is split at the wrong character, and
 * would take gigabytes.
 */
export const mostColumns = 250_000

/** The names of the columns, or what is wrong with the header, as the rest of a sentence about it. */
export type NamedColumns = { names: string[]; cleaned: string[] } | { fault: string }

/**
 * Names the columns by the cells of the header. A cell that is empty is named by its place; at the end it is left
 * out, when no row has anything there: a delimiter ends the line.
 *
 * @param rows cells of the first rows below it
 * @param isStrict takes the cells as they are, blanks around them aside
 */
export const nameColumns = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  isStrict: boolean,
): NamedColumns => {
  const cells = isStrict ? header : leaveOutEnd(header, rows)
  if (cells.length > mostColumns) return { fault: describeWidth(cells.length) }
  const plain = cells.map((cell, index) => cell.trim() || `column_${index + 1}`)
  const clean = isStrict ? plain : plain.map((name, index) => cleanHeading(name) || `column_${index + 1}`)
  // A mark may be all that tells two columns apart.
  const times = countEach(clean)
  const names = clean.map((name, index) => (times.get(name) === 1 ? name : (plain[index] ?? name)))
  if (names.some(hasInvalidMark)) {
    return {
      fault:
        'holds bytes that are not valid UTF-8; say the encoding of the file by --encoding, or convert it to UTF-8',
    }
  }
  const repeated = [...countEach(names)].filter(([, count]) => count > 1).map(([name]) => name)
  if (repeated.length > 0) return { fault: describeRepeated(names, repeated) }
  return { names, cleaned: names.filter((name, index) => name !== plain[index]) }
}

const leaveOutEnd = (header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  let count = header.length
  while (count > 1 && header[count - 1]?.trim() === '' && rows.every((cells) => !cells[count - 1]?.trim()))
    count--
  return header.slice(0, count)
}

const countEach = (names: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

const describeWidth = (count: number): string =>
  `names ${count.toLocaleString('en-US')} columns, and at most ${mostColumns.toLocaleString('en-US')} are read; check the delimiter, and that each row is a user`

/** A header that is data can repeat itself a thousand times. */
const mostNamed = 10

const describeRepeated = (names: readonly string[], repeated: readonly string[]): string => {
  const named = repeated.slice(0, mostNamed)
  const columns = new Map(named.map((name): [string, number[]] => [name, []]))
  for (const [index, name] of names.entries()) columns.get(name)?.push(index + 1)
  const places = named.map((name) => `${name} (columns ${listSome(columns.get(name) ?? [])})`)
  const more = repeated.length - named.length
  const rest = more > 0 ? `; and ${more.toLocaleString('en-US')} more` : ''
  return `names columns more than once: ${places.join('; ')}${rest}. Rename them in the file`
}

const listSome = (columns: readonly number[]): string =>
  columns.slice(0, mostNamed).join(', ') + (columns.length > mostNamed ? ', …' : '')
