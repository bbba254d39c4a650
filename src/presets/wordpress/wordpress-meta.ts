import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** What is read of `wp_usermeta`; a site has dozens of other keys for each user. */
export const metaKeys: readonly string[] = [
  '_two_factor_backup_codes',
  '_two_factor_enabled_providers',
  '_two_factor_totp_key',
  'billing_address_1',
  'billing_address_2',
  'billing_city',
  'billing_country',
  'billing_phone',
  'billing_postcode',
  'billing_state',
  'description',
  'first_name',
  'last_name',
  'locale',
  'nickname',
]

const metaKeySet: ReadonlySet<string> = new Set(metaKeys)

const isRead = (key: string | undefined): key is string =>
  key !== undefined && (metaKeySet.has(key) || /^\w+_capabilities$/.test(key))

export const wordpressMeta: RelatedFile = {
  name: 'usermeta',
  title: 'Table wp_usermeta',
  keysOf: (row) => {
    const id = readText(row['user_id'])
    // Rows that nobody reads would fill the memory.
    return id === undefined || !isRead(readText(row['meta_key'])) ? [] : [id]
  },
  reduce: ({ meta_key = null, meta_value = null }) => ({ meta_key, meta_value }),
}

export type UserMeta = ReadonlyMap<string, string>

/** The first value of each key; columns of the user itself, as one's own queries give them, count too. */
export const collectUserMeta = (
  record: JsonObject,
  id: string | undefined,
  context: PresetContext,
): UserMeta => {
  const meta = new Map<string, string>()
  for (const row of id === undefined ? [] : context.related('usermeta', id)) {
    const key = readText(row['meta_key'])
    const value = readText(row['meta_value'])
    if (key !== undefined && value !== undefined && !meta.has(key)) meta.set(key, value)
  }
  for (const key of Object.keys(record)) {
    const value = isRead(key) ? readText(record[key]) : undefined
    if (value !== undefined && !meta.has(key)) meta.set(key, value)
  }
  return meta
}
