import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import type { JsonObject } from '../../source/source-record.js'

/** The table `oc_accounts`: one JSON document of profile fields. */
export const nextcloudAccounts = userRows('accounts', 'Table oc_accounts: uid, data', ['uid'], ['data'])

/** How the document marks an address whose link was opened. */
const verified = '2'

export const putNextcloudAccount = (user: UserRecord, { related }: PresetContext): void => {
  const data = user.id === undefined ? undefined : readObject(related('accounts', user.id)[0]?.['data'])
  if (data === undefined) return
  const fieldOf = (name: string): JsonObject | undefined => readObject(data[name])
  const textOf = (name: string): string | undefined => readText(fieldOf(name)?.['value'])
  user.name ??= textOf('displayname')
  user.primaryPhone ??= textOf('phone')
  user.profile.website ??= textOf('website')
  const email = textOf('email')
  user.primaryEmail ??= email
  if (email !== undefined && email.toLowerCase() === user.primaryEmail?.toLowerCase()) {
    const state = readText(fieldOf('email')?.['verified'])
    if (state !== undefined) user.emailVerified ??= state === verified
  }
  const address = textOf('address')
  if (address !== undefined) user.profile.address ??= { formatted: address }
  for (const name of ['organisation', 'role', 'headline', 'biography', 'twitter', 'fediverse', 'pronouns']) {
    const text = textOf(name)
    if (text !== undefined) keepFact(user, name, text)
  }
}

const keepFact = ({ customData }: UserRecord, name: string, text: string): void => {
  customData['account'] = { ...readObject(customData['account']), [name]: text }
}
