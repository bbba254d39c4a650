import { existsSync } from 'node:fs'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { discardUnbegun } from '../../src/checkpoint/discard-unbegun.js'
import type { OpenRun } from '../../src/checkpoint/open-run.js'
import { locateRun, type RunFolder } from '../../src/checkpoint/run-folder.js'
import { systemEffects } from '../../src/effects/system-effects.js'
import { openSmallRun } from './open-small-run.js'
import { createTemporaryFolder } from './temporary-folder.js'

const newRun = (): RunFolder => locateRun(join(createTemporaryFolder(), 'run'))
const discard = (run: RunFolder, { state }: OpenRun): Promise<void> =>
  discardUnbegun(run, state.header?.run, systemEffects.now)

it('removes the folder of a run that was opened and never began, and nothing beside it', async () => {
  const run = newRun()
  const first = await openSmallRun(run)
  await first.close('stopped')
  await discard(run, first)
  expect(existsSync(run.folder)).toBe(false)
  expect(existsSync(join(run.folder, '..'))).toBe(true)
})

it('leaves a run alone that another process has taken over and begun meanwhile', async () => {
  const run = newRun()
  const suspended = await openSmallRun(run)
  // Whoever takes over has found the lock silent: the first is on another machine, and asleep.
  await rm(run.lock)
  const second = await openSmallRun(run)
  await second.journal.append({ t: 'make', kind: 'role', name: 'Reviewer' })
  await second.close('stopped')
  await suspended.close('stopped').catch(() => undefined)
  await discard(run, suspended)
  expect(existsSync(run.checkpoint)).toBe(true)
})

it('leaves a run alone that another process works on, even before it has begun', async () => {
  const run = newRun()
  const suspended = await openSmallRun(run)
  await rm(run.lock)
  const second = await openSmallRun(run)
  await discard(run, suspended)
  expect(existsSync(run.checkpoint)).toBe(true)
  await second.close('stopped')
  await suspended.close('stopped').catch(() => undefined)
})

it('leaves alone what is another run by now, and what it cannot read', async () => {
  const run = newRun()
  const first = await openSmallRun(run)
  await first.close('stopped')
  await discardUnbegun(run, 'another', systemEffects.now)
  expect(existsSync(run.checkpoint)).toBe(true)
  await appendFile(run.checkpoint, '{"t":"begin","n":1,"key":"a","c":"00000000"}\n{}\n')
  await discard(run, first)
  expect(existsSync(run.checkpoint)).toBe(true)
})
