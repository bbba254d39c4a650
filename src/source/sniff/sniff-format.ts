import { openTextOf, sampleBytes } from '../input/open-text.js'
import { sniffText, type TextFormat } from './sniff-text.js'
import type { Compression } from '../bytes/detect-compression.js'
import type { Encoding, EncodingWish } from '../encoding/detect-encoding.js'

export interface SniffedFormat {
  format: TextFormat | 'unknown'
  delimiter: string | undefined
  quote: string | undefined
  /** Cells of the first row of CSV and TSV: the header, or data where there is none (Firebase). */
  firstRow: string[] | undefined
  /** Cells that most of its rows have. */
  width: number | undefined
  encoding: Encoding
  hasByteOrderMark: boolean
  compression: Compression
  evidence: string[]
}

/**
 * Recognises what a file is by its first bytes.
 *
 * @param sample the beginning of the file as it is on disk; 64 KiB are enough
 */
export const sniffFormat = async (
  sample: Buffer,
  fileName: string,
  wish: EncodingWish = {},
): Promise<SniffedFormat> => {
  const text = await openTextOf(sample, wish)
  await text.window.begin(sampleBytes)
  const sniffed = sniffText(text.window.buffer.toString(), fileName)
  await text.window.close()
  const { compression, encoding, hasByteOrderMark } = text
  const evidence = [...sniffed.evidence]
  if (compression !== 'none') evidence.push(`the first bytes are those of ${compression}`)
  if (hasByteOrderMark) evidence.push(`a byte order mark of ${encoding}`)
  if (text.guessedBy !== undefined)
    evidence.push(`no UTF-8, but words in ${encoding}: ${text.guessedBy.join(', ')}`)
  return {
    format: sniffed.format,
    delimiter: sniffed.dialect?.delimiter,
    quote: sniffed.dialect?.quote,
    firstRow: sniffed.dialect?.firstRow,
    width: sniffed.dialect?.width,
    encoding,
    hasByteOrderMark,
    compression,
    evidence,
  }
}
