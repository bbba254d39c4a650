export interface CsvDialect {
  delimiter: string
  /** One character; empty when cells are never quoted. */
  quote: string
  /** The byte that ends a line: 10 for LF and CRLF, 13 in files of old Macintosh programs. */
  newline: number
}

/** The byte of a one-byte character; -1 for none or for a longer text. */
export const singleByte = (text: string): number => {
  const bytes = Buffer.from(text)
  return bytes.length === 1 ? (bytes[0] ?? -1) : -1
}
