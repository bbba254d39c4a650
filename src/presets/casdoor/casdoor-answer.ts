import type { JsonObject } from '../../source/source-record.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'

/** The users of an answer of the API, whose other fields look like those of a person (`name`, `sub`). */
export const openCasdoorAnswer = (record: JsonObject): JsonObject[] | undefined =>
  'status' in record && 'msg' in record && Array.isArray(record['data'])
    ? readObjects(record['data'])
    : undefined
