import type { JsonValue } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { TextClaim } from '../profile-claims.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { userIdOf } from './user-id-of.js'

export const aspnetClaims: RelatedFile = {
  name: 'claims',
  title: 'Table AspNetUserClaims',
  keysOf: userIdOf,
  reduce: (row) => ({
    type: pickCell(row, 'ClaimType', 'claimType') ?? null,
    value: pickCell(row, 'ClaimValue', 'claimValue') ?? null,
  }),
}

/** Claims of OpenID Connect and the last parts of the URIs of WS-Federation. */
const claims = new Map<string, TextClaim>([
  ['given_name', 'givenName'],
  ['givenname', 'givenName'],
  ['family_name', 'familyName'],
  ['surname', 'familyName'],
  ['middle_name', 'middleName'],
  ['nickname', 'nickname'],
  ['preferred_username', 'preferredUsername'],
  ['profile', 'profile'],
  ['website', 'website'],
  ['webpage', 'website'],
  ['gender', 'gender'],
  ['birthdate', 'birthdate'],
  ['dateofbirth', 'birthdate'],
  ['zoneinfo', 'zoneinfo'],
  ['locale', 'locale'],
])

/** Stored claims: profile, name, picture and roles in their places, any other in `customData.claims`. */
export const putAspnetClaims = (
  user: UserRecord,
  id: string | undefined,
  { related }: PresetContext,
): void => {
  if (id === undefined) return
  const kept = new Map<string, JsonValue[]>()
  for (const row of related('claims', id)) {
    const type = readText(row['type'])
    const value = readText(row['value'])
    if (type === undefined || value === undefined) continue
    const name = type.slice(type.lastIndexOf('/') + 1).toLowerCase()
    const claim = claims.get(name)
    if (claim !== undefined) user.profile[claim] ??= value
    else if (name === 'name' && user.name === undefined) user.name = value
    else if (name === 'picture' && user.avatar === undefined) user.avatar = value
    else if (name === 'role') user.roles.push(value)
    else if (!/password|secret|token/i.test(name)) kept.set(type, [...(kept.get(type) ?? []), value])
  }
  if (kept.size === 0) return
  user.customData['claims'] = Object.fromEntries(
    Array.from(kept, ([type, values]) => [type, values.length === 1 ? (values[0] ?? null) : values]),
  )
}
