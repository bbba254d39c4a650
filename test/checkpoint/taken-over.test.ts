import { readFile, rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readCheckpoint } from '../../src/checkpoint/read-checkpoint.js'
import { locateRun } from '../../src/checkpoint/run-folder.js'
import { openSmallRun } from './open-small-run.js'
import { createTemporaryFolder } from './temporary-folder.js'

const takenOver = { reason: 'checkpoint', code: 'checkpoint_taken_over' }

it('a process that was suspended while another took the run over neither writes nor sends', async () => {
  const run = locateRun(createTemporaryFolder())
  const first = await openSmallRun(run)
  await first.journal.append({ t: 'begin', n: 1, key: 'a', at: 1 })
  // Whoever takes over has found the lock silent: the first is on another machine, and asleep.
  await rm(run.lock)
  const second = await openSmallRun(run)
  await second.journal.append({ t: 'created', n: 1, id: 'id1', at: 2, ms: 1, left: 0 })

  expect(() => first.journal.mustBeOwned()).toThrowError(expect.objectContaining(takenOver))
  await expect(first.journal.append({ t: 'begin', n: 2, key: 'late', at: 3 })).rejects.toMatchObject(
    takenOver,
  )
  await expect(first.close('stopped')).rejects.toMatchObject(takenOver)

  await second.journal.append({ t: 'begin', n: 2, key: 'b', at: 4 })
  await second.close('stopped')
  const { state } = await readCheckpoint(run.checkpoint)
  expect([...state.begun.keys()]).toEqual([2])
  expect(await readFile(run.checkpoint, 'utf8')).not.toContain('"late"')
})

it('a write that was under way when the run was taken over lands in a file that nobody reads', async () => {
  const run = locateRun(createTemporaryFolder())
  const first = await openSmallRun(run)
  const late = first.journal.append({ t: 'begin', n: 1, key: 'a', at: 1 })
  await rm(run.lock)
  const second = await openSmallRun(run)
  await late.catch(() => undefined)
  await second.journal.append({ t: 'begin', n: 1, key: 'a', at: 2 }).catch(() => undefined)
  await expect(first.journal.append({ t: 'close', at: 3, why: 'stopped' })).rejects.toMatchObject(takenOver)
  await expect(first.close('stopped')).rejects.toMatchObject(takenOver)
  await second.close('stopped')
  await expect(readCheckpoint(run.checkpoint)).resolves.toMatchObject({ tornBytes: 0 })
})

it('a run whose folder is removed stops with the reason', async () => {
  const run = locateRun(createTemporaryFolder())
  const opened = await openSmallRun(run)
  await rm(run.folder, { recursive: true })
  const gone = { reason: 'checkpoint', code: 'checkpoint_gone' }
  await expect(opened.journal.append({ t: 'begin', n: 1, key: 'a', at: 1 })).rejects.toMatchObject(gone)
  await expect(opened.close('stopped')).rejects.toMatchObject(gone)
})
