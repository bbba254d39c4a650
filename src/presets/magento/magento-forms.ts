import type { JsonObject } from '../../source/source-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Headings of the customer grid, whose CSV is made for people. */
const headings: readonly [heading: string, field: string][] = [
  ['ID', 'entity_id'],
  ['Email', 'email'],
  ['Customer Since', 'created_at'],
  ['Date of Birth', 'dob'],
  ['Gender', 'gender'],
  ['Web Site', 'website'],
  ['Account Created in', 'created_in'],
  ['Tax VAT Number', 'taxvat'],
]

/** The API calls the key `id`, the grid has headings, the export of customers names website and store by code. */
export const openMagentoCustomer = (record: JsonObject): JsonObject => {
  if ('Customer Since' in record) return openGrid(record)
  if ('entity_id' in record || !('id' in record)) return record
  const { id = null, ...rest } = record
  return { entity_id: id, ...rest }
}

const openGrid = (record: JsonObject): JsonObject => {
  const opened: JsonObject = { ...record }
  for (const [heading, field] of headings) {
    if (!(heading in opened)) continue
    opened[field] = opened[heading] ?? null
    delete opened[heading]
  }
  const confirmed = readText(record['Confirmed email'])?.toLowerCase()
  delete opened['Confirmed email']
  // `Confirmed`, `Confirmation Not Required`, `Confirmation Required`.
  opened['confirmation'] = confirmed === 'confirmation required' ? confirmed : null
  return opened
}
