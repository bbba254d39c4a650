import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'

/**
 * The primary address is a mailbox of the company's own domain. All others, and every phone number, are what
 * somebody typed.
 */
export const putGoogleAddresses = (user: UserRecord, record: JsonObject): void => {
  const emails = [
    ...readObjects(record['emails']).map((one) => readText(one['address'])),
    ...readList(record['aliases']),
    ...readList(record['nonEditableAliases']),
    readText(record['recoveryEmail']),
  ]
  keepOtherAddresses(user, 'otherEmails', unverified(emails), user.primaryEmail)
  const phones = readObjects(record['phones'])
  const primary =
    phones.find((one) => readBoolean(one['primary']) === true) ??
    phones.find((one) => one['type'] === 'mobile') ??
    phones[0]
  user.primaryPhone = readText(primary?.['value'])
  if (user.primaryPhone !== undefined) user.phoneVerified = false
  const others = [...phones.map((one) => readText(one['value'])), readText(record['recoveryPhone'])]
  keepOtherAddresses(user, 'otherPhones', unverified(others), user.primaryPhone)
}

const unverified = (values: readonly (string | undefined)[]): SourceAddress[] =>
  values.flatMap((value) => (value === undefined ? [] : [{ value, isVerified: undefined }]))
