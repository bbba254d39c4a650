import type { FieldReader } from '../declare/preset-table.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `[{ address, verified }]`; the first that is verified signs in. */
export const putRocketChatEmails: FieldReader = (user, value) => {
  const addresses = readObjects(value).flatMap((entry) => {
    const address = readText(entry['address'])
    return address === undefined ? [] : [{ value: address, isVerified: readBoolean(entry['verified']) }]
  })
  const primary = choosePrimary(addresses)
  if (primary === undefined) return false
  user.primaryEmail = primary.value
  user.emailVerified = primary.isVerified
  keepOtherAddresses(user, 'otherEmails', addresses, primary.value)
  return true
}

/** `phones` of newer versions, `phone` of older ones. */
export const readPhones: FieldReader = (user, value) => {
  const phones = (readArray(value) ?? [value]).flatMap((entry): SourceAddress[] => {
    const phone = readObject(entry)
    const number = readText(phone === undefined ? entry : phone['number'])
    return number === undefined
      ? []
      : [{ value: number, isVerified: readBoolean(phone?.['verified']) ?? false }]
  })
  const chosen = choosePrimary(phones)
  if (chosen === undefined) return false
  user.primaryPhone ??= chosen.value
  user.phoneVerified ??= chosen.isVerified
  keepOtherAddresses(user, 'otherPhones', phones, user.primaryPhone)
  return true
}
