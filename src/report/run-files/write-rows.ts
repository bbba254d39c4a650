import { rename } from 'node:fs/promises'
import { openPrivate } from '../../outcome/open-private.js'
import { csvLine } from './csv-line.js'

export type CsvRow = readonly (string | undefined)[]

/** Writes a CSV file whole or not at all: under another name until it is complete. Returns the number of rows. */
export const writeRows = async (
  path: string,
  header: CsvRow,
  batches: AsyncIterable<readonly CsvRow[]>,
): Promise<number> => {
  const temporary = `${path}.new`
  const file = await openPrivate(temporary, 'w')
  try {
    await file.appendFile(csvLine(header))
    let count = 0
    for await (const rows of batches) {
      await file.appendFile(rows.map(csvLine).join(''))
      count += rows.length
    }
    await file.close()
    await rename(temporary, path)
    return count
  } finally {
    await file.close()
  }
}
