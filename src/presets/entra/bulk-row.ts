import type { JsonObject } from '../../source/source-record.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Headings of the templates for bulk operations: `Name [displayName] Required`. */
const heading = /^[^[\]]{1,60}\[([A-Za-z]{1,40})\](?: Required|\*)?\s*$/

const fieldOf = (key: string): string | undefined => heading.exec(key)?.[1]

const isBulkRow = (record: JsonObject): boolean =>
  Object.keys(record).some((key) => {
    const field = fieldOf(key)
    return field === 'userPrincipalName' || field === 'displayName'
  })

/** The template comes with a row that shows how to fill it in. */
const isExampleRow = (record: JsonObject): boolean =>
  Object.values(record).some((value) => readText(value)?.startsWith('Example:') === true)

/**
 * A row of the template under the names of Microsoft Graph; any other record as it is. `Block sign in (Yes/No) [accountEnabled]` says the
 * opposite of its name. The first password is left out: people had to change it, so it is nobody's.
 */
export const openBulkRow = (record: JsonObject): JsonObject => {
  if (!isBulkRow(record)) return record
  if (isExampleRow(record)) return { ...record, isExampleRow: true }
  const opened: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    const field = fieldOf(key)
    if (field === 'passwordProfile') continue
    if (field === 'accountEnabled') {
      const isBlocked = readBoolean(value)
      if (isBlocked !== undefined) opened['accountEnabled'] = !isBlocked
    } else if (field === 'mobile') opened['mobilePhone'] = value
    else if (field === 'physicalDeliveryOfficeName') opened['officeLocation'] = value
    else opened[field ?? key] = value
  }
  putSignIn(opened)
  return opened
}

/** The template knows the sign-in name alone; only in a domain of one's own can that be an address. */
const putSignIn = (opened: JsonObject): void => {
  const name = readText(opened['userPrincipalName'])?.trim()
  if (name === undefined) return
  opened['id'] ??= name
  const [local = '', domain = ''] = name.split('@')
  if (domain !== '' && !domain.toLowerCase().endsWith('.onmicrosoft.com')) opened['mail'] ??= name
  else opened['identities'] = [{ signInType: 'userName', issuerAssignedId: local }]
}
