import type { FieldReader } from '../declare/preset-table.js'
import { choosePrimary, keepOtherAddresses } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
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
