import { isCertainHash } from '../../password/certain-hash.js'
import type { JsonValue } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readBoolean } from '../vocabulary/read-boolean.js'
import { isObject, readJsonCell, readObject } from '../vocabulary/read-json-cell.js'
import { readList } from '../vocabulary/read-list.js'
import { readText } from '../vocabulary/read-text.js'
import { readTimestamp } from '../vocabulary/read-timestamp.js'
import { setPath } from '../vocabulary/set-path.js'
import { type GenericDraft, type PasswordCandidate, refuseCell } from './generic-draft.js'
import { isOtherSecret } from './password-column.js'
import { setClaim, setProfile } from './set-claims.js'
import { setFactors } from './set-factors.js'
import { setIdentities, setIdentity } from './set-identities.js'
import { setOrganizations } from './set-organizations.js'
import { loseHash } from './settle-password.js'

/** Puts one value, which is neither null nor empty, where its column belongs. */
export type ColumnSetter = (draft: GenericDraft, value: JsonValue) => void

type TextField = 'id' | 'primaryEmail' | 'primaryPhone' | 'username' | 'name' | 'avatar'

/**
 * Made once per column, not once per record.
 *
 * @param column name of the column, as the input has it
 * @param isGuessed whether its name is none of the listed ones
 */
export const createColumnSetter = (
  path: readonly string[],
  column: string,
  isGuessed: boolean,
): ColumnSetter => {
  const [field = '', ...rest] = path
  const name = path.join('.')
  if (rest.length > 0) return createDeepSetter(field, rest, name, column)
  switch (field) {
    case 'id':
    case 'primaryEmail':
    case 'primaryPhone':
    case 'username':
    case 'name':
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
      return (draft, value) => void (draft.passwordAlgorithm = readText(value))
    case 'emailVerified':
    case 'phoneVerified':
      return createVerifiedSetter(field)
    case 'emailVerifiedAt':
      return (draft, value) => void (draft.user.emailVerified ??= hasMoment(value))
    case 'phoneVerifiedAt':
      return (draft, value) => void (draft.user.phoneVerified ??= hasMoment(value))
    case 'isSuspended':
      return createFlagSetter('isSuspended', false)
    case 'isActive':
      return createFlagSetter('isSuspended', true)
    case 'isPasswordExpired':
      return createFlagSetter('isPasswordExpired', false)
    case 'roles':
      return ({ user }, value) => {
        for (const role of readList(value)) user.roles.push(role)
      }
    case 'organizations':
      return setOrganizations
    case 'identities':
      return setIdentities
    case 'mfa':
      return setFactors
    case 'totpSecret':
      return ({ user }, value) => putTotp(user, value)
    case 'migratedFrom':
      return setOrigin
    case 'profile':
      return setProfile
    case 'customData':
      return setCustomData
    default:
      return createCustomSetter(path, column)
  }
}

const createPasswordSetter =
  (role: PasswordCandidate['role'], column: string, isGuessed: boolean): ColumnSetter =>
  ({ passwords }, value) =>
    void passwords.push({ column, role, value, isGuessed })

/** A password hash never becomes custom data; under whatever name, it may be the one that is missed. */
const createCustomSetter = (path: readonly string[], column: string): ColumnSetter => {
  const role = isOtherSecret(column) ? undefined : 'guess'
  return (draft, value) => {
    if (typeof value !== 'string' || !isCertainHash(value)) {
      setPath(draft.user.customData, path, readJsonCell(value) ?? value)
    } else if (role === undefined) loseHash(draft, column)
    else draft.passwords.push({ column, role, value, isGuessed: true })
  }
}

const createTextSetter =
  (field: TextField): ColumnSetter =>
  (draft, value) => {
    const text = typeof value === 'string' ? value : readText(isObject(value) ? value['$oid'] : value)
    if (text === undefined) refuseCell(draft, field, 'text')
    else draft.user[field] = text
  }

/** Some tables hold the time of verification in the column of the flag. */
const createVerifiedSetter =
  (field: 'emailVerified' | 'phoneVerified'): ColumnSetter =>
  (draft, value) => {
    const isVerified = readBoolean(value) ?? (hasMoment(value) ? true : undefined)
    if (isVerified === undefined) refuseCell(draft, field, 'true, false or a time')
    else draft.user[field] = isVerified
  }

const hasMoment = (value: JsonValue): boolean => readTimestamp(value) !== undefined

/** Where several columns speak of it, one yes is enough. */
const createFlagSetter =
  (field: 'isSuspended' | 'isPasswordExpired', isInverse: boolean): ColumnSetter =>
  (draft, value) => {
    const flag = readBoolean(value)
    if (flag === undefined) refuseCell(draft, isInverse ? 'isActive' : field, 'true or false')
    else draft.user[field] = draft.user[field] === true || flag !== isInverse
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
  column: string,
): ColumnSetter => {
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
      return createCustomSetter(rest, column)
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
