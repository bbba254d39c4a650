import { broken, incomplete } from './scan-json.js'
import { LooseFault, LooseJsonReader } from './loose-json-reader.js'
import type { InputNoteCode } from '../../input/input-note-codes.js'
import type { JsonValue } from '../../source-record.js'

export interface LooseJson {
  value: JsonValue
  /** Offset behind the value. */
  end: number
  /** Line ends inside the value. */
  lineCount: number
  /** What was not JSON about it; never empty when `JSON.parse` has refused the text. */
  notes: ReadonlySet<InputNoteCode>
}

/**
 * One value in what people take for JSON, for where the strict parser has failed. `incomplete` when the bytes
 * end before the value does, `python` when it is Python's notation, `deep` when it is nested deeper than a
 * record may be, `broken` when it is nothing that can be read.
 */
export const parseLooseJson = (bytes: Buffer, start: number): LooseJson | LooseFault['kind'] =>
  guard(() => {
    const reader = new LooseJsonReader(bytes, start)
    const value = reader.readValue()
    return { value, end: reader.at, lineCount: reader.lineCount, notes: reader.notes }
  })

/** Offset and line ends behind blanks and comments; `incomplete` when a comment is not closed in `bytes`. */
export const skipLooseSpace = (bytes: Buffer, start: number): Omit<LooseJson, 'value'> | LooseFault['kind'] =>
  guard(() => {
    const reader = new LooseJsonReader(bytes, start)
    reader.skipSpace()
    return { end: reader.at, lineCount: reader.lineCount, notes: reader.notes }
  })

/** A key of an object and the offset behind it; the offsets of `scanJson` when there is none. */
export const readLooseKey = (bytes: Buffer, start: number): { name: string; end: number } | number => {
  const key = guard(() => {
    const reader = new LooseJsonReader(bytes, start)
    return { name: reader.readKey(), end: reader.at }
  })
  if (typeof key === 'object') return key.end < bytes.length ? key : incomplete
  return key === 'incomplete' ? incomplete : broken
}

const guard = <T>(read: () => T): T | LooseFault['kind'] => {
  try {
    return read()
  } catch (error) {
    if (error instanceof LooseFault) return error.kind
    throw error
  }
}
