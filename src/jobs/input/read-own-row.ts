import { restoreCell } from '../../outcome/formula-cell.js'
import type { JsonObject } from '../../source/source-record.js'

/** Headers of the CSV files that a run writes. */
const ownHeaders: ReadonlySet<string> = new Set([
  'source_key,logto_id,outcome',
  'source_key,logto_id,outcome,fields,kept',
  'source_key,logto_id',
  'file,line,ordinal,source_key,codes,messages,record',
  'ordinal,source_key,logto_id,outcome,code,ms',
])

/** A row of a file that this program wrote, with the apostrophes off that keep spreadsheets from calculating. */
export const readOwnRow = (row: JsonObject): JsonObject => {
  if (!('source_key' in row) || !ownHeaders.has(Object.keys(row).join(','))) return row
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, typeof cell === 'string' ? restoreCell(cell) : cell]),
  )
}
