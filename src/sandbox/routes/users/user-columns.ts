import { apiError } from '../../http/api-error.js'
import type { Store } from '../../store/store.js'
import type { UserFields } from '../../store/user-row.js'
import { normalizePhone } from './normalize-phone.js'
import { checkStorableJson, toStoredText } from '../storable.js'
import type { UpdateUserBody } from './user-guards.js'

type UserColumns = Pick<
  UserFields,
  'username' | 'primaryEmail' | 'primaryPhone' | 'name' | 'avatar' | 'customData' | 'profile'
>

/** @throws ApiError 422, naming the first of the identifiers that another user has */
export const checkUsernameIsFree = (store: Store, username?: string | null, exceptId?: string): void => {
  const { caseSensitive } = store.signInExperience.usernamePolicy
  if (username && store.users.hasUsername(username, caseSensitive, exceptId)) {
    throw apiError('user.username_already_in_use')
  }
}

export const checkEmailIsFree = (store: Store, email?: string | null, exceptId?: string): void => {
  if (email && store.users.hasEmail(email, exceptId)) throw apiError('user.email_already_in_use')
}

export const checkPhoneIsFree = ({ users }: Store, phone?: string | null, exceptId?: string): void => {
  if (!phone) return
  const normalized = normalizePhone(phone)
  const isTaken = normalized
    ? users.hasPhone(normalized.plain, exceptId) || users.hasPhone(normalized.withTrunkZero, exceptId)
    : users.hasPhone(phone, exceptId)
  if (isTaken) throw apiError('user.phone_already_in_use')
}

/** The columns that a body sets, as the database would hold them. Absent members stay absent. */
export const toUserColumns = (body: UpdateUserBody, rawBody: string): Partial<UserColumns> => {
  const columns: Partial<UserColumns> = {}
  if (body.primaryPhone !== undefined) columns.primaryPhone = toStoredPhone(body.primaryPhone)
  if (body.username !== undefined) columns.username = toStoredText(body.username, 128)
  if (body.primaryEmail !== undefined) columns.primaryEmail = toStoredText(body.primaryEmail, 128)
  if (body.name !== undefined) columns.name = toStoredText(body.name, 128)
  if (body.avatar !== undefined) columns.avatar = toStoredText(body.avatar, 2048)
  if (body.customData) columns.customData = toStoredJson(body.customData, rawBody)
  if (body.profile) columns.profile = toStoredJson(body.profile, rawBody)
  return columns
}

const toStoredPhone = (phone: string | null): string | null => {
  if (!phone) return null
  const normalized = normalizePhone(phone)
  if (!normalized) throw apiError('user.invalid_phone', {}, { data: { name: 'ParseError' } })
  return normalized.plain
}

const toStoredJson = (value: Record<string, unknown>, rawBody: string): Record<string, unknown> => {
  checkStorableJson(value, rawBody)
  return value
}
