import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { keepOtherAddresses } from '../vocabulary/keep-other-addresses.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readList } from '../vocabulary/cells/read-list.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

export const discourseEmails: RelatedFile = {
  name: 'emails',
  title: 'Table user_emails',
  keysOf: userIdOf,
  reduce: ({ email = null, primary = null }) => ({ email, primary }),
}

/** Discourse asks for confirmation of secondary addresses before it stores them. */
export const putDiscourseEmails = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  const rows = id === undefined ? [] : related('emails', id)
  const primary = rows.find((row) => readBoolean(row['primary']) === true)
  user.primaryEmail ??= readText(primary?.['email'])
  const listed = readList(record['secondary_emails'])
  const others = [...rows.map((row) => readText(row['email'])), ...listed].filter(
    (value) => value !== undefined,
  )
  if (others.length === 0) return
  keepOtherAddresses(
    user,
    'otherEmails',
    others.map((value) => ({ value, isVerified: undefined })),
    user.primaryEmail,
  )
}
