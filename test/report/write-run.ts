import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { join } from 'node:path'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import { encodeEntry } from '../../src/checkpoint/lines/entry-line.js'
import { locateRun, type RunFolder } from '../../src/checkpoint/run-folder.js'

export const runStartedAt = '2026-01-31T08:15:00.000Z'
export const runId = 'f3b1c2d4-0000-4000-8000-000000000001'

export const runHeader: CheckpointEntry = {
  t: 'run',
  format: 1,
  run: runId,
  tool: '0.1.0',
  at: runStartedAt,
  source: 'auth0',
  input: [{ path: 'exports/users.ndjson', size: 10, sha256: 'ab' }],
  target: { endpoint: 'http://127.0.0.1:3001', tenantId: 'default' },
}

/** A run folder with a checkpoint of these entries, the header first. */
export const writeRun = async (folder: string, entries: Iterable<CheckpointEntry>): Promise<RunFolder> => {
  const run = locateRun(folder)
  await mkdir(folder, { recursive: true })
  const file = createWriteStream(run.checkpoint)
  file.write(encodeEntry(runHeader))
  let text = ''
  for (const entry of entries) {
    text += encodeEntry(entry)
    if (text.length < 1 << 16) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await finished(file)
  return run
}

/** Writes objects as NDJSON into a file of the run folder. */
export const writeLines = (run: RunFolder, name: string, lines: readonly object[]): Promise<void> =>
  writeFile(join(run.folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
