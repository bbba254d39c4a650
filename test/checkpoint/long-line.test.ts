import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.js'
import { encodeEntries } from './encode-entries.js'
import { header } from './entries.js'
import { createTemporaryFolder } from './temporary-folder.js'

/** A checkpoint is read in blocks of 1 MiB. */
const blockBytes = 1 << 20

it.each([
  { id: 'a line longer than three blocks', sizes: [10, blockBytes * 3 + 7, 10] },
  { id: 'lines about as long as a block', sizes: [blockBytes - 200, blockBytes, blockBytes + 200, 1] },
  {
    id: 'thousands of lines over many blocks',
    sizes: Array.from({ length: 4000 }, (_, n) => (n * 37) % 1500),
  },
])('reads $id, and the torn line behind them', async ({ sizes }) => {
  const path = join(createTemporaryFolder(), 'checkpoint.ndjson')
  const keys = sizes.map((size, index) => `${index} ${'k'.repeat(size)}`)
  const begun = keys.map((key, index): CheckpointEntry => ({ t: 'begin', n: index + 1, key, at: 1 }))
  await writeFile(path, encodeEntries([header, ...begun]).join(''))
  const torn = `{"t":"begin","n":9999,"key":"${'x'.repeat(blockBytes + 5)}`
  await appendFile(path, torn)
  const { state, lines, tornBytes } = await readCheckpoint(path)
  expect([...state.begun.values()]).toEqual(keys)
  expect(lines).toBe(keys.length + 1)
  expect(tornBytes).toBe(torn.length)
})
