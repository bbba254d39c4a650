import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { loseEnterpriseIdentity, loseSocialIdentity } from '../vocabulary/identities/lose-identity.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Addresses, usernames and accounts of providers stand in one list. */
export const putKindeIdentities = (user: UserRecord, record: JsonObject, context: PresetContext): void => {
  const identities = readObjects(record['identities'])
  putEmails(user, addressesOf(identities, 'email'))
  putPhones(user, addressesOf(identities, 'phone'))
  for (const identity of identities) {
    const type = readText(identity['type']) ?? ''
    if (type === 'username') user.username ??= readText(identity['identity'])
    else if (type !== 'email' && type !== 'phone') putAccount(user, type, identity, context)
  }
}

const addressesOf = (identities: readonly JsonObject[], type: string): SourceAddress[] =>
  identities.flatMap((one) => {
    const value = readText(one['identity'])
    return one['type'] !== type || value === undefined
      ? []
      : [{ value, isVerified: readBoolean(one['is_verified']) }]
  })

const putEmails = (user: UserRecord, emails: readonly SourceAddress[]): void => {
  const primary = findAddress(emails, user.primaryEmail) ?? choosePrimary(emails)
  user.primaryEmail ??= primary?.value
  user.emailVerified ??= primary?.isVerified
  keepOtherAddresses(user, 'otherEmails', emails, user.primaryEmail)
}

const putPhones = (user: UserRecord, phones: readonly SourceAddress[]): void => {
  const primary = findAddress(phones, user.primaryPhone) ?? choosePrimary(phones)
  user.primaryPhone ??= primary?.value
  user.phoneVerified ??= primary?.isVerified
  keepOtherAddresses(user, 'otherPhones', phones, user.primaryPhone)
}

const findAddress = (addresses: readonly SourceAddress[], known: string | undefined) =>
  known === undefined ? undefined : addresses.find(({ value }) => value.toLowerCase() === known.toLowerCase())

/** `oauth2:google` with the provider's id; enterprise connections have other prefixes. */
const putAccount = (user: UserRecord, type: string, identity: JsonObject, context: PresetContext): void => {
  const provider = type.replace(/^oauth2:/, '')
  const userId = readText(identity['identity'])
  if (!type.startsWith('oauth2:')) {
    loseEnterpriseIdentity(user, { provider, connection: readText(identity['provider']) ?? provider, userId })
  } else if (userId?.includes('@') === true) {
    loseSocialIdentity(user, { provider, userId }, 'Kinde gives only the address, not the id.')
  } else {
    const details = readObject(identity['profile'])
    addPortableIdentity(user, { provider, userId, ...(details === undefined ? {} : { details }) }, context)
  }
}
