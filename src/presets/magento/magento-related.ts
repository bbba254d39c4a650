import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

/** By the id of the group, not of the customer. */
export const magentoGroups: RelatedFile = {
  name: 'groups',
  title: 'Table customer_group: customer_group_id, customer_group_code',
  keysOf: keyedBy('customer_group_id', 'id'),
  reduce: (row) => ({ code: row['customer_group_code'] ?? row['code'] ?? null }),
}

/** Groups decide prices: `Wholesale`, `Retailer`. Every new customer is in General. */
export const putMagentoGroup = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const id = readText(record['group_id'])
  const row = id === undefined ? undefined : context.related('groups', id)[0]
  const code = readText(row?.['code']) ?? readText(record['Group'])
  if (code !== undefined && code !== 'General' && code !== 'NOT LOGGED IN') user.roles.push(code)
  if (code === undefined && id !== undefined) user.migratedFrom['groupId'] = id
}

/** The API says which address the bills go to. */
export const putMagentoAddress = (user: UserRecord, record: JsonObject): void => {
  const billing = readObjects(record['addresses']).find((one) => readBoolean(one['default_billing']) === true)
  if (billing === undefined) return
  const street = (readArray(billing['street']) ?? []).flatMap((line) => readText(line) ?? [])
  const parts = {
    streetAddress: street.length > 0 ? street.join('\n') : readText(billing['street']),
    locality: readText(billing['city']),
    region: readText(readObject(billing['region'])?.['region']) ?? readText(billing['region']),
    postalCode: readText(billing['postcode']),
    country: readText(billing['country_id']),
  }
  if (Object.values(parts).some((part) => part !== undefined)) user.profile.address = parts
}
