import type { JsonObject } from '../../source/source-record.js'
import type { FieldReader } from '../declare/preset-table.js'
import { keepOtherAddresses } from '../vocabulary/keep-other-addresses.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { setPath } from '../vocabulary/cells/set-path.js'

/** Several values of one label share a cell. */
const separator = ' ::: '

/** Brings the numbered columns of addresses and phones together; their labels (`* Work`) stay under their names. */
export const openContact = (record: JsonObject): JsonObject => {
  const opened: JsonObject = {}
  const emails: string[] = []
  const phones: string[] = []
  for (const [key, value] of Object.entries(record)) {
    const list = /^E-mail \d{1,3} - Value$/.test(key)
      ? emails
      : /^Phone \d{1,3} - Value$/.test(key)
        ? phones
        : undefined
    if (list === undefined) setPath(opened, [key], value)
    else for (const text of (readText(value) ?? '').split(separator)) list.push(text.trim())
  }
  opened['emails'] = emails.filter((text) => text !== '')
  opened['phones'] = phones.filter((text) => text !== '')
  return opened
}

/** The first one signs in, the others are kept. */
export const keepContactAddresses =
  (place: 'primaryEmail' | 'primaryPhone', others: 'otherEmails' | 'otherPhones'): FieldReader =>
  (user, value) => {
    const values = Array.isArray(value) ? value.flatMap((one) => readText(one) ?? []) : []
    const [first] = values
    if (first === undefined) return false
    user[place] = first
    // What somebody typed into a telephone: nobody has proved that it is the person's.
    if (place === 'primaryPhone') user.phoneVerified = false
    keepOtherAddresses(
      user,
      others,
      values.map((one) => ({ value: one, isVerified: undefined })),
      first,
    )
    return true
  }

/** `* myContacts ::: Friends`: how the owner sorts people is no role of theirs. */
export const readLabels: FieldReader = ({ customData }, value) => {
  const labels = (readText(value) ?? '')
    .split(separator)
    .map((label) => label.trim())
    .filter((label) => label !== '' && !label.startsWith('* '))
  if (labels.length > 0) setPath(customData, ['labels'], labels)
  return true
}
