import type { JsonObject } from '../../source/source-record.js'
import type { FieldReader } from '../declare/preset-table.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Settings of the board, counters, signatures, and keys of all kinds: some sixty columns. */
const settings =
  /^user_(?:actkey|allow|attachsig|avatar_(?:height|width)|colour|dateformat|dst|email(?:time|_hash)|form_salt|full_folder|inactive_time|ip$|jabber|last(?!visit$)|last_|login_attempts|message|new|notify|options|passchg|perm|post_|rank|reminded|rules|sig|style|topic|unread|warnings)|^reset_token/

/** phpBB stores names as HTML. */
export const openPhpbbUser = (record: JsonObject): JsonObject => {
  const opened: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    if (!settings.test(key)) opened[key === '__proto__' ? 'proto' : key] = value
  }
  const name = readText(record['username'])
  if (name !== undefined) opened['username'] = decodeEntities(name)
  return opened
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#039;', "'"],
])

const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#039);/g, (entity) => entities.get(entity) ?? entity)

/** ` 5- 6-1990`: day, month and year, each of which may be 0. */
export const readBirthday: FieldReader = (user, value) => {
  const parts = (readText(value) ?? '').split('-').map((part) => part.trim())
  if (parts.every((part) => part === '' || /^0+$/.test(part))) return true
  const [day = '', month = '', year = ''] = parts
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^[1-9]\d{3}$/.test(year)) return false
  if (Number(day) === 0 || Number(month) === 0) return false
  user.profile.birthdate = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return true
}

/** Only a picture from elsewhere has an address; others are files of the board. */
export const readAvatar: FieldReader = (user, value, _context, record) => {
  const text = readText(value)
  const type = readText(record['user_avatar_type'])
  if ((type === 'avatar.driver.remote' || type === '2') && text !== undefined && /^https?:\/\//.test(text)) {
    user.avatar = text
    return true
  }
  return false
}
