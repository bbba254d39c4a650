import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { userRows } from '../declare/user-rows.js'
import type { PresetContext } from '../preset.js'
import { readBoolean } from '../vocabulary/cells/read-boolean.js'
import { readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

export const mattermostBots = userRows('bots', 'Table bots: userid', ['userid', 'user_id'], ['userid'])

const lineTypes: ReadonlySet<string> = new Set([
  'bot',
  'channel',
  'direct_channel',
  'direct_post',
  'emoji',
  'post',
  'role',
  'scheme',
  'team',
  'user',
  'version',
])

/** `{"type":"user","user":{…}}` */
export const isBulkLine = (record: JsonObject): boolean => {
  const type = readText(record['type'])
  return type !== undefined && lineTypes.has(type) && type in record
}

/** The database has no underscores in its names, API and bulk export have: one form for all. */
export const openMattermostUser = (record: JsonObject): JsonObject => {
  const type = isBulkLine(record) ? readText(record['type']) : undefined
  const opened: JsonObject = type === undefined ? {} : { linetype: type }
  const inner = type === undefined ? record : readObject(record[type])
  for (const [key, value] of Object.entries(inner ?? {})) {
    opened[key === '__proto__' ? 'proto' : key.replaceAll('_', '').toLowerCase()] = value
  }
  return opened
}

/** Bots have addresses at `localhost`, which no person can have on a server that sends mail. */
export const isBot = (record: JsonObject, context: PresetContext): boolean => {
  if (record['linetype'] === 'bot' || readBoolean(record['isbot']) === true) return true
  const id = readText(record['id'])
  if (id !== undefined && context.related('bots', id).length > 0) return true
  return readText(record['email'])?.toLowerCase().endsWith('@localhost') === true
}

/** The zone that the person sees: found by the client, or chosen. */
export const readZone = (value: JsonValue): string | undefined => {
  const zone = readObject(value)
  if (zone === undefined) return readText(value)
  const isAutomatic = readBoolean(zone['useAutomaticTimezone']) !== false
  return readText(zone[isAutomatic ? 'automaticTimezone' : 'manualTimezone'])
}

/** Names parted by blanks, without the one that everybody has. */
export const splitRoles = (value: JsonValue | undefined, everybodys: string): string[] =>
  (readText(value) ?? '').split(/\s+/).filter((role) => role !== '' && role !== everybodys)
