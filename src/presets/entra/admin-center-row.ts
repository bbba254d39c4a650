import type { JsonObject } from '../../source/source-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Headings of the list that the Microsoft 365 admin center downloads, in lower case, and what Graph has for them. */
const headings = new Map<string, string>([
  ['object id', 'id'],
  ['user principal name', 'userPrincipalName'],
  ['display name', 'displayName'],
  ['first name', 'givenName'],
  ['last name', 'surname'],
  ['mobile phone', 'mobilePhone'],
  ['phone number', 'telephoneNumber'],
  ['street address', 'streetAddress'],
  ['city', 'city'],
  ['state', 'state'],
  ['state or province', 'state'],
  ['postal code', 'postalCode'],
  ['zip or postal code', 'postalCode'],
  ['country', 'country'],
  ['country/region', 'country'],
  ['country or region', 'country'],
  ['preferred language', 'preferredLanguage'],
  ['when created', 'createdDateTime'],
  ['soft deletion time stamp', 'deletedDateTime'],
  ['department', 'department'],
  ['title', 'jobTitle'],
  ['office', 'officeLocation'],
])

/** `SMTP:` in capitals marks the address that mail is sent from. */
const primaryProxy = /(?:^|[+;,\s])SMTP:([^+;,\s]+)/

/**
 * A row of that list under the names of Microsoft Graph; any other record as it is. `Block credential` says the
 * opposite of `accountEnabled`; the address is the one among the proxy addresses, or the sign-in name where that is one.
 */
export const openAdminCenterRow = (record: JsonObject): JsonObject => {
  const columns = new Map(Object.keys(record).map((column) => [column.trim().toLowerCase(), column]))
  if (!columns.has('user principal name')) return record
  if (!columns.has('block credential') && !columns.has('licenses')) return record
  const opened: JsonObject = {}
  for (const [folded, column] of columns) {
    const value = record[column] ?? null
    if (folded === 'block credential') {
      const isBlocked = readBoolean(value)
      opened[isBlocked === undefined ? column : 'accountEnabled'] =
        isBlocked === undefined ? value : !isBlocked
    } else if (folded !== 'proxy addresses') opened[headings.get(folded) ?? column] = value
  }
  const proxies = columns.get('proxy addresses')
  const name = readText(opened['userPrincipalName'])?.trim() ?? ''
  const isDeliverable = /@/.test(name) && !/\.onmicrosoft\.com$|#EXT#/i.test(name)
  const mail = primaryProxy.exec(
    readText(proxies === undefined ? null : (record[proxies] ?? null)) ?? '',
  )?.[1]
  const address = mail ?? (isDeliverable ? name : undefined)
  if (address !== undefined) opened['mail'] ??= address
  return opened
}
