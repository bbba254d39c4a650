import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { isObject, readJsonCell } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** A row of `dumpdata` or of a table, told apart. */
export interface DjangoRow {
  /** `app.model` in lower case; undefined for a table, which does not say what it is. */
  model: string | undefined
  id: string | undefined
  fields: JsonObject
}

export const openDjangoRow = (record: JsonObject): DjangoRow => {
  const { fields } = record
  const model = readText(record['model'])?.toLowerCase()
  if (model !== undefined && isObject(fields)) {
    return { model, id: readText(record['pk']) ?? readText(fields['id']), fields }
  }
  return { model: undefined, id: readText(record['id']), fields: record }
}

/** Key of the user that a row belongs to; dumps with natural keys have a list with the username. */
export const readUserKeys = (fields: JsonObject): string[] => {
  const owner = readJsonCell(pickCell(fields, 'user', 'user_id'))
  const key = readText(Array.isArray(owner) ? owner[0] : owner)
  if (key === undefined) return []
  return [Array.isArray(owner) ? naturalKey(key) : key]
}

/** Kept apart from numbers, which a username may be as well. */
const naturalKey = (username: string): string => `natural:${username}`

/** Rows of a joined file that belong to a user, by its number and by its natural key. */
export const findUserRows = (
  { related }: PresetContext,
  name: string,
  id: string | undefined,
  fields: JsonObject,
): readonly JsonObject[] => {
  const username = readText(fields['username']) ?? readText(fields['email'])
  const byName = username === undefined ? [] : related(name, naturalKey(username))
  if (id === undefined) return byName
  const byId = related(name, id)
  return byName.length === 0 ? byId : [...byId, ...byName]
}

/** Whether a row can be one of these models. A table says nothing and is taken at the operator's word. */
export const isModel = (model: string | undefined, ...names: string[]): boolean =>
  model === undefined || names.includes(model)
