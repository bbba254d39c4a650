import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import {
  choosePrimary,
  keepOtherAddresses,
  type SourceAddress,
} from '../../vocabulary/keep-other-addresses.js'
import { foldName } from '../columns/fold-name.js'
import { readVerifiedName } from '../columns/made/read-verified-name.js'
import { readVerified, readVerifiedWord } from './read-verified.js'
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

/** Fields that hold the address itself, folded, best first. */
const valueFields: { readonly [kind in AddressKind]: readonly string[] } = {
  email: ['value', 'email', 'address', 'emailaddress', 'mail'],
  phone: ['value', 'phone', 'number', 'phonenumber', 'canonicalform'],
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
  refuseCell(draft, kind === 'email' ? 'primaryEmail' : 'primaryPhone', 'a text or a value in each entry')
  return []
}

const readAddress = (entry: JsonValue, kind: AddressKind): ListedAddress | undefined => {
  const object = isObject(entry) ? entry : undefined
  const text =
    object === undefined
      ? readText(entry)
      : valueFields[kind]
          .map((field) => readText(findField(object, field)))
          .find((found) => found !== undefined)
  if (text === undefined) return undefined
  if (object === undefined) return { value: text.trim(), isVerified: undefined, isPrimary: false }
  return { value: text.trim(), isVerified: readProof(object, kind), isPrimary: isPrimary(object) }
}

/** `Value` and `email_address` are what `value` and `emailAddress` are. */
const findField = (entry: JsonObject, folded: string): JsonValue | undefined =>
  Object.hasOwn(entry, folded)
    ? entry[folded]
    : entry[Object.keys(entry).find((key) => foldName(key) === folded) ?? folded]

/** What any field of the entry says about a proof; one that is empty says that there is none. */
const readProof = (entry: JsonObject, kind: AddressKind): boolean | undefined => {
  let found: boolean | undefined
  for (const key of Object.keys(entry)) {
    const says = proofOf(key, entry[key] ?? null, kind)
    if (says === false) return false
    found ??= says
  }
  return found
}

const proofOf = (key: string, value: JsonValue, kind: AddressKind): boolean | undefined => {
  const name = foldName(key)
  if (name === 'status' || name === 'state') return readVerifiedWord(value)
  if (name === 'verification' && isObject(value)) return readVerifiedWord(value['status'] ?? null)
  const path = readVerifiedName(name)?.path.replace(/^(?:email|phone)/, (owner) =>
    owner === kind ? '' : owner,
  )
  switch (path?.toLowerCase()) {
    case 'verified':
    case 'verifiedat':
      return value === null || value === '' ? false : readVerified(value) === true
    case 'unverified':
      return readVerified(value) === false
    case 'status':
    case 'verifiedstatus':
      return readVerifiedWord(value)
    default:
      return undefined
  }
}

const primaryNames: ReadonlySet<string> = new Set([
  'primary',
  'isprimary',
  'default',
  'isdefault',
  'main',
  'ismain',
  'preferred',
  'pref',
])

const isPrimary = (entry: JsonObject): boolean =>
  Object.keys(entry).some((key) => primaryNames.has(foldName(key)) && readBoolean(entry[key]) === true) ||
  readText(entry['type'])?.toLowerCase() === 'primary'

/** The column of the one address comes before the list, whichever is read first. */
const putAddresses = ({ user }: GenericDraft, kind: AddressKind, listed: readonly ListedAddress[]): void => {
  const field = kind === 'email' ? 'primaryEmail' : 'primaryPhone'
  const flag = kind === 'email' ? 'emailVerified' : 'phoneVerified'
  const main = listed.filter(({ isPrimary }) => isPrimary)
  // The main one, unless it is not proved and another is: nobody can sign in with an address that is left out.
  const chosen =
    main[0]?.isVerified === undefined
      ? (main[0] ?? choosePrimary(listed))
      : choosePrimary([...main, ...listed])
  if (user[field] === undefined && chosen !== undefined) {
    user[field] = chosen.value
    user[flag] ??= chosen.isVerified
  } else {
    const same = listed.find(({ value }) => value.toLowerCase() === user[field]?.trim().toLowerCase())
    user[flag] ??= same?.isVerified
  }
  keepOtherAddresses(user, kind === 'email' ? 'otherEmails' : 'otherPhones', listed, user[field])
}
