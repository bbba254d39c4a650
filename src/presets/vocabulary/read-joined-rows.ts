import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import { readObjects } from './cells/read-json-cell.js'

/**
 * Rows that belong to a user: those inside the record first, then those of a related file.
 *
 * @param field of the record that may hold a list of them
 * @param file name of the related file
 * @param key of the user in that file; undefined when the record has none
 */
export const readJoinedRows = (
  record: JsonObject,
  field: string,
  { related }: PresetContext,
  file: string,
  key: string | undefined,
): JsonObject[] => [...readObjects(record[field]), ...(key === undefined ? [] : related(file, key))]
