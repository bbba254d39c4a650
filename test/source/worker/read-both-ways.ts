import { expect } from 'vitest'
import * as built from '../../../dist/source/input/open-input.js'
import { InputNotes as BuiltNotes } from '../../../dist/source/input/input-notes.js'
import { InputNotes } from '../../../src/source/input/input-notes.js'
import { openInput } from '../../../src/source/input/open-input.js'
import type { InputOptions } from '../../../src/source/input/input-options.js'
import type { SourceRecord } from '../../../src/source/source-record.js'

export const readEach = async (records: AsyncIterable<SourceRecord[]>): Promise<SourceRecord[]> => {
  const all: SourceRecord[] = []
  for await (const batch of records) for (const record of batch) all.push(record)
  return all
}

export const noBytes = async function* (): AsyncGenerator<Uint8Array> {
  // There are none.
}

/**
 * Reads a large file in a thread of its own and in this one, which must come to the same: the sources have no built
 * thread beside them.
 */
export const readBothWays = async (
  path: string,
  options: Pick<InputOptions, 'encoding' | 'strict' | 'jsonPath'> = {},
): Promise<{ records: SourceRecord[]; notes: InputNotes }> => {
  const how = { format: 'auto', stdin: noBytes(), ...options } as const
  const here = { notes: new InputNotes() }
  const there = { notes: new BuiltNotes() }
  const expected = await readEach(openInput([path], { ...how, ...here }))
  const records = await readEach(built.openInput([path], { ...how, ...there }))
  expect(there.notes.list()).toEqual(here.notes.list())
  expect(records.length).toBe(expected.length)
  for (const [index, record] of records.entries()) {
    const other = expected[index]
    // To compare texts is many times faster than to compare objects, and the order of keys counts.
    if (JSON.stringify(record) !== JSON.stringify(other)) expect(record).toStrictEqual(other)
  }
  return { records, notes: here.notes }
}
