import type { JsonValue } from '../../../source/source-record.js'
import {
  choosePrimary,
  keepOtherAddresses,
  type SourceAddress,
} from '../../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../../vocabulary/cells/read-boolean.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readList } from '../../vocabulary/cells/read-list.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import type { ColumnSetter } from './column-place.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'

type AddressKind = 'email' | 'phone'

interface ListedAddress extends SourceAddress {
  isPrimary: boolean
}

/** Fields that hold the address itself, best first. */
const valueFields: { readonly [kind in AddressKind]: readonly string[] } = {
  email: ['value', 'email', 'address', 'email_address', 'emailAddress', 'mail'],
  phone: ['value', 'phone', 'number', 'phone_number', 'phoneNumber', 'canonicalForm'],
}

/** A list of addresses as SCIM, Google or a document database write it, or names in a cell. */
export const createAddressesSetter =
  (kind: AddressKind): ColumnSetter =>
  (draft, value) => {
    const cell = readJsonCell(value)
    const entries = Array.isArray(cell) ? cell : isObject(cell) ? [cell] : readList(cell)
    const listed = entries.flatMap((entry) => readAddress(entry, kind) ?? refuse(draft, kind))
    if (listed.length > 0) putAddresses(draft, kind, listed)
  }

const refuse = (draft: GenericDraft, kind: AddressKind): ListedAddress[] => {
  refuseCell(draft, `${kind}s`, 'a text or a value in each entry')
  return []
}

const readAddress = (entry: JsonValue, kind: AddressKind): ListedAddress | undefined => {
  const object = isObject(entry) ? entry : undefined
  const text =
    object === undefined
      ? readText(entry)
      : valueFields[kind].map((field) => readText(object[field])).find((found) => found !== undefined)
  if (text === undefined) return undefined
  const isVerified = readBoolean(
    object?.['verified'] ?? object?.['is_verified'] ?? object?.['isVerified'] ?? object?.['confirmed'],
  )
  const isPrimary =
    readBoolean(object?.['primary'] ?? object?.['is_primary'] ?? object?.['isPrimary']) === true
  return { value: text.trim(), isVerified, isPrimary }
}

/** The column of the one address comes before the list, whichever is read first. */
const putAddresses = ({ user }: GenericDraft, kind: AddressKind, listed: readonly ListedAddress[]): void => {
  const field = kind === 'email' ? 'primaryEmail' : 'primaryPhone'
  const flag = kind === 'email' ? 'emailVerified' : 'phoneVerified'
  const chosen = listed.find(({ isPrimary }) => isPrimary) ?? choosePrimary(listed)
  if (user[field] === undefined && chosen !== undefined) {
    user[field] = chosen.value
    user[flag] ??= chosen.isVerified
  }
  keepOtherAddresses(user, kind === 'email' ? 'otherEmails' : 'otherPhones', listed, user[field])
}
