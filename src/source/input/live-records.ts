import { isJsonObject } from '../json/judge-json.js'
import { parseJson } from '../json/values/parse-json.js'
import type { JsonValue, SourceRecord } from '../source-record.js'

/** Name of the input that comes from `source.records` in the config instead of a file. */
export const liveInput = 'source.records'

/** A source that the operator wrote: a database cursor, the pages of an HTTP API. Rows count as what they are as JSON. */
export type LiveRecords = () => AsyncIterable<object> | Iterable<object>

const batchSize = 100

/** Records of a live source in batches, as `openInput` gives those of files; `line` is the ordinal. */
export async function* openLiveRecords(
  records: LiveRecords,
): AsyncGenerator<SourceRecord[], void, undefined> {
  let batch: SourceRecord[] = []
  let ordinal = 0
  for await (const value of records()) {
    ordinal += 1
    batch.push(toSourceRecord(value, ordinal))
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}

const toSourceRecord = (value: unknown, ordinal: number): SourceRecord => {
  const place = { ordinal, file: liveInput, line: ordinal, raw: undefined }
  // A cursor hands out Dates and class instances: what counts is what they are as JSON.
  const json = toJson(value)
  if (isJsonObject(json)) return { ...place, record: json, problem: undefined }
  return {
    ...place,
    record: undefined,
    problem: {
      code: 'json_not_object',
      message: `${liveInput} yielded something other than an object that JSON can hold.`,
    },
  }
}

/** Undefined for what JSON cannot hold at all: cycles, nesting without an end. */
const toJson = (value: unknown): JsonValue | undefined => {
  try {
    return parseJson(
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '',
    )
  } catch {
    return undefined
  }
}
