import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { choosePrimary, keepOtherAddresses, type SourceAddress } from '../vocabulary/keep-other-addresses.js'
import { isObject, readArray } from '../vocabulary/cells/read-json-cell.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** What the same thing is called for e-mail addresses and for phone numbers. */
interface AddressColumns {
  primary: string
  primaryId: string
  list: string
  value: string
  verified: string
  unverified: string
}

const emailColumns: AddressColumns = {
  primary: 'primary_email_address',
  primaryId: 'primary_email_address_id',
  list: 'email_addresses',
  value: 'email_address',
  verified: 'verified_email_addresses',
  unverified: 'unverified_email_addresses',
}

const phoneColumns: AddressColumns = {
  primary: 'primary_phone_number',
  primaryId: 'primary_phone_number_id',
  list: 'phone_numbers',
  value: 'phone_number',
  verified: 'verified_phone_numbers',
  unverified: 'unverified_phone_numbers',
}

/** Keys that `readClerkAddresses` reads. */
export const addressKeys: readonly string[] = [...Object.values(emailColumns), ...Object.values(phoneColumns)]

export const readClerkAddresses = (user: UserRecord, record: JsonObject): void => {
  const emails = readAddresses(record, emailColumns)
  const email = findPrimary(record, emailColumns, emails)
  user.primaryEmail = email?.value
  user.emailVerified = email?.isVerified
  keepOtherAddresses(user, 'otherEmails', emails, email?.value)
  const phones = readAddresses(record, phoneColumns)
  const phone = findPrimary(record, phoneColumns, phones)
  user.primaryPhone = phone?.value
  user.phoneVerified = phone?.isVerified
  keepOtherAddresses(user, 'otherPhones', phones, phone?.value)
}

interface ClerkAddress extends SourceAddress {
  id?: string | undefined
}

const readAddresses = (record: JsonObject, columns: AddressColumns): ClerkAddress[] => {
  const addresses: ClerkAddress[] = []
  for (const value of readList(record[columns.verified])) addresses.push({ value, isVerified: true })
  for (const value of readList(record[columns.unverified])) addresses.push({ value, isVerified: false })
  // The body of a request to create a user calls the list like its element.
  const list = record[columns.list] ?? record[columns.value]
  const listed = readArray(list) ?? readList(list)
  for (const entry of listed) {
    const value = readText(isObject(entry) ? entry[columns.value] : entry)
    if (value === undefined) continue
    // The export tool lists bare addresses and does not say whether they are verified.
    addresses.push(
      isObject(entry)
        ? { value, isVerified: readVerification(entry), id: readText(entry['id']) }
        : { value, isVerified: undefined },
    )
  }
  return addresses
}

const readVerification = ({ verification }: JsonObject): boolean | undefined => {
  if (verification === null) return false
  const status = isObject(verification) ? readText(verification['status']) : undefined
  return status === undefined ? undefined : status === 'verified'
}

const findPrimary = (
  record: JsonObject,
  columns: AddressColumns,
  addresses: readonly ClerkAddress[],
): SourceAddress | undefined => {
  const named = readText(record[columns.primary])
  if (named !== undefined) {
    const listed = addresses.find(({ value }) => value.toLowerCase() === named.toLowerCase())
    return { value: named, isVerified: listed?.isVerified }
  }
  const id = readText(record[columns.primaryId])
  return (id === undefined ? undefined : addresses.find((one) => one.id === id)) ?? choosePrimary(addresses)
}
