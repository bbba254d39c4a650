import type { ColumnSetter } from './column-place.js'
import { isCertainHash } from '../../../password/recognise/certain-hash.js'
import type { JsonValue } from '../../../source/source-record.js'
import type { UserRecord } from '../../user-record.js'
import { putTotp } from '../../vocabulary/put-totp.js'
import { readBoolean } from '../../vocabulary/cells/read-boolean.js'
import { isObject, readJsonCell, readObject } from '../../vocabulary/cells/read-json-cell.js'
import { readId } from '../../vocabulary/cells/read-id.js'
import { readList } from '../../vocabulary/cells/read-list.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { readTimestamp } from '../../vocabulary/cells/read-timestamp.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import { type PasswordCandidate, refuseCell } from '../generic-draft.js'
import { createGuess } from '../columns/guess-password.js'
import { createProfileSetter, setClaim } from './set-claims.js'
import { createAddressesSetter } from './set-addresses.js'
import { createFactorNameSetter, setFactors } from './set-factors.js'
import { setName } from './set-name.js'
import type { ColumnPlace } from './column-place.js'
import { createStateSetter, isStatePath } from './state/state-setter.js'
import { createDateSetter } from './date-setter.js'
import { createVerifiedSetter } from './verified-setter.js'
import { setIdentities, setIdentity } from './set-identities.js'
import { setOrganizations } from './set-organizations.js'
import { findNestedPassword, isPasswordPlace } from './nested-password.js'
import { loseHash } from './settle-password.js'

type TextField = 'id' | 'primaryEmail' | 'primaryPhone' | 'username' | 'avatar'

/** Made once per column, not once per record. */
export const createColumnSetter = (path: readonly string[], place: ColumnPlace): ColumnSetter => {
  const [field = '', ...rest] = path
  const { column, isGuessed } = place
  const name = path.join('.')
  if (isStatePath(name)) return createStateSetter(name, place)
  if (name === 'profile.birthdate') return createDateSetter('birthdate', place)
  if (name === 'migratedFrom.createdAt') return createDateSetter('createdAt', place)
  if (name === 'migratedFrom.lastSignInAt') return createDateSetter('lastSignInAt', place)
  const verified = createVerifiedSetter(name, place)
  if (verified !== undefined) return verified
  if (rest.length > 0) return createDeepSetter(field, rest, name, place)
  switch (field) {
    case 'primaryEmail':
      return createAddressSetter('email')
    case 'primaryPhone':
      return createAddressSetter('phone')
    case 'id':
    case 'username':
    case 'avatar':
      return createTextSetter(field)
    case 'password':
      return createPasswordSetter('password', column, isGuessed)
    case 'plaintextPassword':
      return createPasswordSetter('plain', column, isGuessed)
    case 'passwordDigest':
      return createPasswordSetter('digest', column, isGuessed)
    case 'passwordHash':
      return createPasswordSetter('hash', column, isGuessed)
    case 'passwordAlgorithm':
      return (draft, value) => {
        draft.passwordAlgorithm = readText(value)
        if (draft.passwordAlgorithm === undefined) refuseCell(draft, field, 'the name of an algorithm')
      }
    case 'phoneCountryCode':
      return (draft, value) => void (draft.phoneCountry ??= { column, value })
    case 'name':
      return setName
    case 'emails':
      return createAddressesSetter('email')
    case 'phones':
      return createAddressesSetter('phone')
    case 'isPasswordExpired':
      return setPasswordExpired
    case 'factors':
      return createFactorNameSetter(place.column)
    case 'roles':
      return setRoles
    case 'organizations':
      return setOrganizations
    case 'identityProvider':
      return (draft, value) => void ((draft.pair ??= {}).provider = { column, value })
    case 'identityUserId':
      return (draft, value) => void ((draft.pair ??= {}).userId = { column, value })
    case 'identities':
      return setIdentities
    case 'mfa':
      return setFactors
    case 'totpSecret':
      return (draft, value) => {
        if (readText(value) === undefined) draft.claimedFactors = [...(draft.claimedFactors ?? []), 'totp']
        else putTotp(draft.user, value)
      }
    case 'migratedFrom':
      return setOrigin
    case 'profile':
      return createProfileSetter(place)
    case 'customData':
      return setCustomData
    default:
      return createCustomSetter(path, place)
  }
}

const createPasswordSetter =
  (role: PasswordCandidate['role'], column: string, isGuessed: boolean): ColumnSetter =>
  ({ passwords }, value) =>
    void passwords.push({ column, role, value, isGuessed })

/**
 * A password hash never becomes custom data; under whatever name, it may be the one that is missed. What else stands
 * in a column of hashes is no other data: a password of another kind, or a mark that there is none.
 */
const createCustomSetter = (
  path: readonly string[],
  { column, evidence }: Pick<ColumnPlace, 'column' | 'evidence'>,
): ColumnSetter => {
  const isGuess = createGuess(column)
  const isHash = isGuess ?? isCertainHash
  const holdsHashes = isGuess !== undefined && evidence.holdsHashes(column)
  const mayNest = isPasswordPlace([column])
  return (draft, value) => {
    if (typeof value !== 'string' || !(holdsHashes || isHash(value))) {
      const cell = readJsonCell(value) ?? value
      const nested = mayNest && isObject(cell) ? findNestedPassword(column, cell) : undefined
      if (nested !== undefined) draft.passwords.push({ ...nested, isGuessed: true })
      setPath(draft.user.customData, path, cell)
    } else if (isGuess === undefined) loseHash(draft, column)
    else draft.passwords.push({ column, role: 'guess', value, isGuessed: true })
  }
}

const createTextSetter =
  (field: TextField): ColumnSetter =>
  (draft, value) => {
    const text = typeof value === 'string' ? value : (readText(value) ?? readId(value) ?? readWrapped(value))
    if (text === undefined) {
      if (field === 'id' || !isNothing(value)) refuseCell(draft, field, 'text')
    } else draft.user[field] = text
  }

/** `false`, `{}` and `[]` are how programs write that there is none. */
const isNothing = (value: JsonValue): boolean =>
  value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

/** One address; as an object it may say whether it is proved, as a list it holds several. */
const createAddressSetter = (kind: 'email' | 'phone'): ColumnSetter => {
  const setText = createTextSetter(kind === 'email' ? 'primaryEmail' : 'primaryPhone')
  const setAddresses = createAddressesSetter(kind)
  return (draft, value) => {
    if (isNothing(value) || value === 0) return
    if (typeof value === 'object' || (typeof value === 'string' && /^\s*[[{]/.test(value)))
      setAddresses(draft, value)
    else setText(draft, value)
  }
}

/** `{ value: 'a@example.com' }`, `{ address: … }`, `{ url: … }`, or a list with one of these. */
const readWrapped = (value: JsonValue): string | undefined => {
  const entry = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (!isObject(entry)) return Array.isArray(value) ? readText(entry) : undefined
  return readText(
    entry['value'] ?? entry['address'] ?? entry['email'] ?? entry['number'] ?? entry['url'] ?? entry['href'],
  )
}

const setPasswordExpired: ColumnSetter = (draft, value) => {
  const flag = readBoolean(value)
  if (flag === undefined) refuseCell(draft, 'isPasswordExpired', 'true or false')
  else draft.user.isPasswordExpired = flag
}

const setRoles: ColumnSetter = (draft, value) => {
  const roles = readList(value)
  for (const role of roles) draft.user.roles.push(role)
  if (roles.length === 0 && isUnread(value))
    refuseCell(draft, 'roles', 'names, a list of them, or an object of names and yes')
}

/** An object or list that holds something, of which nothing was read. */
const isUnread = (value: JsonValue): boolean => {
  const cell = readJsonCell(value)
  if (typeof cell !== 'object' || cell === null) return false
  return Object.values(cell).some((item) => item !== null && item !== false && item !== 0 && item !== '')
}

const setCustomData: ColumnSetter = (draft, value) => {
  const object = readObject(value)
  if (object === undefined) refuseCell(draft, 'customData', 'a JSON object')
  else for (const key of Object.keys(object)) setPath(draft.user.customData, [key], object[key] ?? null)
}

const createDeepSetter = (
  field: string,
  rest: readonly string[],
  name: string,
  place: ColumnPlace,
): ColumnSetter => {
  const { column } = place
  switch (field) {
    case 'profile':
      return (draft, value) => setClaim(draft, rest, value)
    case 'identities':
      return (draft, value) => setIdentity(draft, rest, value)
    case 'migratedFrom':
      return ({ user }, value) => setFact(user, rest, value)
    case 'passwordParams':
      return (draft, value) => void ((draft.passwordParams ??= {})[rest.join('.')] = value)
    case 'weakParams':
      return (draft, value) =>
        void (draft.weakParams ??= []).push({ column, parameter: rest[0] ?? '', value })
    case 'customData':
      return createCustomSetter(rest, place)
    default:
      return ({ user }, value) => setPath(user.customData, [name], value)
  }
}

const setOrigin: ColumnSetter = (draft, value) => {
  const object = readObject(value)
  if (object === undefined) refuseCell(draft, 'migratedFrom', 'a JSON object')
  else for (const key of Object.keys(object)) setFact(draft.user, [key], object[key] ?? null)
}

const setFact = ({ migratedFrom }: UserRecord, rest: readonly string[], value: JsonValue): void => {
  const fact = rest.join('.')
  if (fact === 'createdAt' || fact === 'lastSignInAt')
    migratedFrom[fact] = readTimestamp(value) ?? readText(value)
  else if (fact !== '__proto__') migratedFrom[fact] = value
}
