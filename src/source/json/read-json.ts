import { JsonElementReader } from './json-element-reader.js'
import { JsonReader } from './json-reader.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { DecodingState } from '../encoding/decoding-state.js'
import type { RecordCounter } from '../input/record-counter.js'
import type { RecordPacker } from './packed/record-packer.js'
import type { SourceRecord } from '../source-record.js'

/**
 * The elements of a JSON array, or of the array inside an object, without ever holding the file. Several
 * arrays or objects one after another, as saved pages of a list are, are read one after another.
 *
 * @param packer takes the texts of sound elements instead of their being made records
 * @param jsonPath keys to the array, joined by dots, `$` for the top; found by itself when undefined
 */
export const readJson = async function* (
  window: ByteWindow,
  jsonPath: string | undefined,
  decoding: DecodingState,
  counter: RecordCounter,
  packer?: RecordPacker,
): AsyncGenerator<SourceRecord[]> {
  const reader = new JsonReader(
    window,
    parsePath(jsonPath),
    new JsonElementReader(window, decoding, counter, packer),
    counter,
  )
  while (true) {
    const isLastView = window.isEnded
    const canGoOn = reader.read()
    const records = reader.takeRecords()
    if (records.length > 0) yield records
    if (canGoOn || (await window.grow())) continue
    if (isLastView) return
  }
}

const parsePath = (jsonPath: string | undefined): string[] | undefined => {
  if (jsonPath === undefined) return undefined
  const path = jsonPath.replace(/^\$\.?/, '').replace(/\[\*?\]$/, '')
  return path === '' ? [] : path.split('.')
}
