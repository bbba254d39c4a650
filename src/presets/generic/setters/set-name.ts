import type { JsonObject, JsonValue } from '../../../source/source-record.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import { foldName } from '../columns/fold-name.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'
import { putClaim } from './set-claims.js'

/** Parts of a name as SCIM, Google, Meteor and home-made documents call them, folded. */
const parts: { readonly [name: string]: 'givenName' | 'familyName' | 'middleName' | 'whole' } = {
  first: 'givenName',
  firstname: 'givenName',
  given: 'givenName',
  givenname: 'givenName',
  last: 'familyName',
  lastname: 'familyName',
  family: 'familyName',
  familyname: 'familyName',
  surname: 'familyName',
  middle: 'middleName',
  middlename: 'middleName',
  full: 'whole',
  fullname: 'whole',
  formatted: 'whole',
  display: 'whole',
  displayname: 'whole',
  name: 'whole',
}

/** Text, or an object of parts; what is no known part goes to `customData.name`. */
export const setName = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  if (!isObject(cell)) {
    const text = typeof value === 'string' ? value : readText(value)
    if (text === undefined) refuseCell(draft, 'name', 'text or an object of its parts')
    else draft.user.name = text
    return
  }
  for (const key of Object.keys(cell)) setPart(draft, key, cell)
}

const setPart = ({ user }: GenericDraft, key: string, cell: JsonObject): void => {
  const value = cell[key]
  if (value === null || value === undefined || value === '') return
  const folded = foldName(key)
  const part = Object.hasOwn(parts, folded) ? parts[folded] : undefined
  const text = readText(value)
  if (part === undefined || text === undefined) setPath(user.customData, ['name', key], value)
  else if (part !== 'whole') putClaim(user, part, text)
  else if (user.name === undefined) user.name = text
  else if (user.name !== text) setPath(user.customData, ['name', key], text)
}
