import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { act, open, own, steps, walk } from './every-write.js'

/** Names of files, and nobody's. */
const isPublic = (path: string): boolean => path === '.gitignore'

it('with umask 0 nothing that any command writes can be read by others', async () => {
  const rehearsal = await open()
  const earlier = process.umask(0)
  const found = new Map<string, string>()
  try {
    for (const step of steps) {
      await act(rehearsal, step)
      for (const path of walk(rehearsal.folder).keys()) {
        if (own.has(path) || isPublic(path) || found.has(path)) continue
        found.set(path, step.args.join(' '))
        expect
          .soft([step.args, path, (lstatSync(rehearsal.path(path)).mode & 0o777).toString(8)])
          .toEqual([step.args, path, '600'])
        for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
          expect
            .soft([step.args, folder, (lstatSync(rehearsal.path(folder)).mode & 0o777).toString(8)])
            .toEqual([step.args, folder, '700'])
        }
      }
    }
  } finally {
    process.umask(earlier)
  }
  expect(found.size).toBeGreaterThan(20)
})
