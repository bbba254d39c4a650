import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { choosePrimary, keepOtherAddresses } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { findUserRows, isModel, openDjangoRow, readUserKeys } from './django-row.js'

export const djangoEmails: RelatedFile = {
  name: 'emails',
  title: 'E-mail addresses of django-allauth (account.emailaddress)',
  keysOf: (row) => {
    const { model, fields } = openDjangoRow(row)
    return isModel(model, 'account.emailaddress') && 'email' in fields ? readUserKeys(fields) : []
  },
  reduce: (row) => {
    const { email = null, verified = null, primary = null } = openDjangoRow(row).fields
    return { email, verified, primary }
  },
}

/** The user's own address, or the primary one of the table, with what the table knows of it. */
export const putDjangoEmails = (
  user: UserRecord,
  fields: JsonObject,
  id: string | undefined,
  context: PresetContext,
): void => {
  const rows = findUserRows(context, 'emails', id, fields)
  if (rows.length === 0) return
  const addresses = rows.flatMap((row) => {
    const value = readText(row['email'])
    return value === undefined
      ? []
      : [{ value, isVerified: readBoolean(row['verified']), isPrimary: readBoolean(row['primary']) === true }]
  })
  const own = user.primaryEmail?.toLowerCase()
  const primary =
    own === undefined
      ? (addresses.find(({ isPrimary }) => isPrimary) ?? choosePrimary(addresses))
      : addresses.find(({ value }) => value.toLowerCase() === own)
  if (primary !== undefined) {
    user.primaryEmail ??= primary.value
    user.emailVerified = primary.isVerified
  }
  keepOtherAddresses(user, 'otherEmails', addresses, user.primaryEmail)
}
