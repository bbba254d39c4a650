import type { JsonValue } from '../../../source/source-record.js'
import { isAddressClaim, isTextClaim } from '../../profile-claims.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'

/** A JSON object of claims; text in a column `profile` is the claim of that name, a URL. */
export const setProfile = (draft: GenericDraft, value: JsonValue): void => {
  const cell = readJsonCell(value)
  if (isObject(cell)) {
    for (const key of Object.keys(cell)) setClaim(draft, [key], cell[key] ?? null)
  } else setClaim(draft, ['profile'], value)
}

/** The column `profile.<claim>`. What is no claim of Logto's goes to `customData.profile`. */
export const setClaim = (draft: GenericDraft, path: readonly string[], value: JsonValue): void => {
  if (value === null || value === '') return
  const { user } = draft
  const [claim = '', part] = path
  if (claim === 'address') setAddress(draft, part, value)
  else if (path.length > 1 || !isTextClaim(claim)) {
    setPath(user.customData, ['profile', ...path], readJsonCell(value) ?? value)
  } else {
    const text = typeof value === 'string' ? value : readText(value)
    if (text === undefined) refuseCell(draft, `profile.${claim}`, 'text')
    else user.profile[claim] = text
  }
}

const setAddress = (draft: GenericDraft, part: string | undefined, value: JsonValue): void => {
  const { user } = draft
  const cell = readJsonCell(value)
  if (part === undefined && isObject(cell)) {
    for (const key of Object.keys(cell)) setAddress(draft, key, cell[key] ?? null)
    return
  }
  if (value === null || value === '') return
  const claim = part ?? 'formatted'
  const text = readText(value)
  if (!isAddressClaim(claim)) setPath(user.customData, ['profile', 'address', claim], value)
  else if (text === undefined) refuseCell(draft, `profile.address.${claim}`, 'text')
  else (user.profile.address ??= {})[claim] = text
}
