import { replaceFile } from '../../outcome/replace-file.js'
import { csvLine } from './csv-line.js'

export type CsvRow = readonly (string | undefined)[]

/** Writes a CSV file whole or not at all: under another name until it is complete. Returns the number of rows. */
export const writeRows = async (
  path: string,
  header: CsvRow,
  batches: AsyncIterable<readonly CsvRow[]>,
): Promise<number> =>
  replaceFile(path, async (file) => {
    await file.appendFile(csvLine(header))
    let count = 0
    for await (const rows of batches) {
      await file.appendFile(rows.map(csvLine).join(''))
      count += rows.length
    }
    return count
  })
