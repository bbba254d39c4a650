export interface CsvDialect {
  delimiter: string
  /** One character; empty when cells are never quoted. */
  quote: string
  /** The byte that ends a line: 10 for LF and CRLF, 13 in files of old Macintosh programs. */
  newline: number
  /** How plain text is told from what has a meaning: quotes are doubled, or a backslash stands before it. */
  escape?: CsvEscape
  /** Blanks stand between delimiters and quotes, and belong to no cell: `1, "Ada"`. */
  hasBlanks?: boolean
  /** Nothing but what RFC 4180 has: no row is filled or cut, no stray quote taken for text. */
  isStrict?: boolean
}

/** `backslash` as MySQL's `INTO OUTFILE` and PostgreSQL's `COPY` text have it; doubled quotes are read there, too. */
export type CsvEscape = 'doubled' | 'backslash'

/** The byte of a one-byte character; -1 for none or for a longer text. */
export const singleByte = (text: string): number => {
  const bytes = Buffer.from(text)
  return bytes.length === 1 ? (bytes[0] ?? -1) : -1
}
