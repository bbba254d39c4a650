import { cpSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { act, moveTo, open, own, type Step, steps, walk } from './every-write.js'

it('where a symbolic link stands at any path that a command writes, what it points at is not written', async () => {
  const rehearsal = await open()
  const kept = rehearsal.path('kept')
  const home = moveTo(rehearsal, rehearsal.path('home'))
  mkdirSync(home.folder)
  const written: { step: Step; before: string; path: string }[] = []
  for (const [index, step] of steps.entries()) {
    const before = join(kept, String(index))
    cpSync(home.folder, before, { recursive: true, preserveTimestamps: true })
    const earlier = walk(home.folder)
    await act(home, step)
    for (const [path, stamp] of walk(home.folder)) {
      if (earlier.get(path) !== stamp && !own.has(path)) written.push({ step, before, path })
    }
  }
  expect(written.length).toBeGreaterThan(40)
  const trial = moveTo(rehearsal, rehearsal.path('trial'))
  const target = rehearsal.path('precious')
  for (const { step, before, path } of written) {
    rmSync(trial.folder, { recursive: true, force: true })
    cpSync(before, trial.folder, { recursive: true, preserveTimestamps: true })
    const link = trial.path(path)
    mkdirSync(dirname(link), { recursive: true })
    // As it was, so that the command goes on as it did.
    const content = lstatSync(link, { throwIfNoEntry: false }) ? readFileSync(link) : Buffer.from('precious')
    writeFileSync(target, content, { mode: 0o600 })
    const { mode } = lstatSync(target)
    rmSync(link, { force: true })
    symlinkSync(target, link)
    await act(trial, step)
    expect
      .soft([step.args, path, readFileSync(target, 'latin1')])
      .toEqual([step.args, path, content.toString('latin1')])
    expect.soft([step.args, path, lstatSync(target).mode]).toEqual([step.args, path, mode])
  }
})
