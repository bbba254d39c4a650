import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { setPath } from './set-path.js'

/**
 * Keeps what has no place of its own in `customData.<name>`, so that nothing of the source is lost unseen.
 * Empty values are left out.
 *
 * @param readElsewhere keys that are mapped, or that are none of the user's data (tokens, hashes, counters)
 */
export const keepOtherFields = (
  user: UserRecord,
  name: string,
  record: JsonObject,
  readElsewhere: ReadonlySet<string>,
): void => {
  for (const key of Object.keys(record)) {
    if (readElsewhere.has(key)) continue
    const value = record[key]
    if (value === undefined || value === null || value === '' || value === '\\N') continue
    setPath(user.customData, [name, key], value)
  }
}
