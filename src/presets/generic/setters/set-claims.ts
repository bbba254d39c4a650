import type { JsonValue } from '../../../source/source-record.js'
import type { FieldUseReport } from '../../field-use.js'
import { claimNames, isAddressClaim, isTextClaim, type TextClaim } from '../../profile-claims.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { readText } from '../../vocabulary/cells/read-text.js'
import { setPath } from '../../vocabulary/cells/set-path.js'
import { findKnownColumn } from '../columns/find-known-column.js'
import { foldName } from '../columns/fold-name.js'
import { type GenericDraft, refuseCell } from '../generic-draft.js'
import type { ColumnPlace, ColumnSetter } from './column-place.js'
import { isStatePath } from './state/state-setter.js'
import { createDateSetter } from './date-setter.js'

/** Objects that are used as dictionaries have keys without end. */
const mostKeys = 200

/**
 * A JSON object of claims, by Logto's names or any others that people give them; text in a column `profile` is the claim of
 * that name, a URL. Of two names for one claim Logto's wins; the value of the other stays in `customData.profile`.
 */
export const createProfileSetter = (place: ColumnPlace): ColumnSetter => {
  const meanings = new Map<string, string | undefined>()
  const setBirthdate = createDateSetter('birthdate', { ...place, column: `${place.column}.birthdate` })
  const meaningOf = (key: string): string | undefined => {
    if (!meanings.has(key) && meanings.size < mostKeys) meanings.set(key, findMeaning(key))
    return meanings.get(key)
  }
  const unknown = new Map<string, FieldUseReport | undefined>()
  const countUnknown = (key: string): void => {
    // What speaks of the account is counted where the parts are read.
    if (isStatePath(findKnownColumn(key)?.path ?? '')) return
    if (!unknown.has(key) && unknown.size < mostKeys) {
      const path = `${place.column}.${key}`
      unknown.set(key, place.context.fieldUse?.counter(path, 'unknown', `customData.profile.${key}`))
    }
    const use = unknown.get(key)
    if (use !== undefined) use.filled += 1
  }
  return (draft, value) => {
    const cell = readJsonCell(value)
    if (!isObject(cell)) {
      setClaim(draft, ['profile'], value)
      return
    }
    const { user } = draft
    const further: string[] = []
    for (const key of Object.keys(cell)) {
      if (isTextClaim(key) || key === 'address') setClaim(draft, [key], cell[key] ?? null)
      else further.push(key)
    }
    for (const key of further) {
      const part = cell[key] ?? null
      if (part === null || part === '') continue
      const meaning = meaningOf(key)
      const text = readText(part)
      if (meaning === undefined || text === undefined) {
        countUnknown(key)
        setClaim(draft, [key], part)
      } else if (meaning === 'name' || meaning === 'avatar') {
        if (user[meaning] === undefined) user[meaning] = text
        else setPath(user.customData, ['profile', key], part)
      } else if (!isTextClaim(meaning) || user.profile[meaning] !== undefined) {
        setPath(user.customData, ['profile', key], part)
      } else if (meaning === 'birthdate') setBirthdate(draft, part)
      else setClaim(draft, [meaning], part)
    }
  }
}

/** The claim, `name` or `avatar` that a key of a profile means. */
const findMeaning = (key: string): string | undefined => {
  const folded = foldName(key)
  const claim = claimNames.find((name) => name.toLowerCase() === folded)
  const path = claim ?? findKnownColumn(key)?.path.replace(/^profile\./, '') ?? ''
  return path === 'name' || path === 'avatar' || isTextClaim(path) ? path : undefined
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
    else putClaim(user, claim, text)
  }
}

/** Sets a claim. What another column or part has said of it, in other words, stays in `customData.profile`. */
export const putClaim = (
  { profile, customData }: GenericDraft['user'],
  claim: TextClaim,
  text: string,
): void => {
  const before = profile[claim]
  if (before !== undefined && before !== text) setPath(customData, ['profile', claim], before)
  profile[claim] = text
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
