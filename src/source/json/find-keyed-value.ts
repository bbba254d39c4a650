import { countLines } from '../input/count-lines.js'
import { incomplete } from './values/scan-json.js'
import { readLooseKey } from './values/parse-loose-json.js'
import { skipSeparators } from './values/walk-object.js'

export interface KeyedValue {
  key: string
  /** Where the value begins. */
  at: number
  /** Line ends between key and value. */
  lineCount: number
}

/** The key at a place inside an object, and its value. */
export const findKeyedValue = (bytes: Buffer, start: number): KeyedValue | 'incomplete' | 'broken' => {
  const key = readLooseKey(bytes, start)
  if (typeof key === 'number') return key === incomplete ? 'incomplete' : 'broken'
  const at = skipSeparators(bytes, key.end)
  if (at >= bytes.length) return 'incomplete'
  return { key: key.name, at, lineCount: countLines(bytes, start, at) }
}
