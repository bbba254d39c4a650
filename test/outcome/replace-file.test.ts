import { readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { replaceFile } from '../../src/outcome/replace-file.js'
import { createTemporaryFolder } from '../checkpoint/temporary-folder.js'

const takenOver = { reason: 'output', code: 'output_taken_over' }

/** A process at work on the file: `begun` when it has written something, then suspended until `wake`. */
const startWriting = (path: string, lines: readonly string[]) => {
  let wake = (): void => undefined
  let begin = (): void => undefined
  const woken = new Promise<void>((resolve) => (wake = resolve))
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const ended = write(path, lines, () => {
    begin()
    return woken
  })
  ended.catch(() => undefined)
  return { begun, wake, ended }
}

const write = (path: string, lines: readonly string[], pause = async (): Promise<void> => undefined) =>
  replaceFile(path, async (file) => {
    for (const line of lines) {
      await file.appendFile(line)
      await pause()
    }
  })

it('a process that was suspended while another made the file anew leaves what that one has made', async () => {
  const folder = createTemporaryFolder()
  const path = join(folder, 'rejected.csv')
  const first = startWriting(path, ['old,', 'old\n'])
  await first.begun
  await write(path, ['new\n'])
  first.wake()
  await expect(first.ended).rejects.toMatchObject(takenOver)
  expect(await readFile(path, 'utf8')).toBe('new\n')
  expect(await readdir(folder)).toEqual(['rejected.csv'])
})

it('it does not put in place what the other one has half done', async () => {
  const folder = createTemporaryFolder()
  const path = join(folder, 'rejected.csv')
  await writeFile(path, 'there\n')
  const first = startWriting(path, ['old,', 'old\n'])
  await first.begun
  const second = startWriting(path, ['new,', 'new\n'])
  await second.begun
  first.wake()
  await expect(first.ended).rejects.toMatchObject(takenOver)
  expect(await readFile(path, 'utf8')).toBe('there\n')
  second.wake()
  await second.ended
  expect(await readFile(path, 'utf8')).toBe('new,new\n')
})

it('what a killed process has left under the other name goes, a link there is refused', async () => {
  const folder = createTemporaryFolder()
  const path = join(folder, 'id-map.csv')
  await writeFile(`${path}.new`, 'half a li')
  await write(path, ['whole\n'])
  expect(await readFile(path, 'utf8')).toBe('whole\n')

  const strange = join(folder, 'strange')
  await writeFile(strange, 'of somebody\n')
  await symlink(strange, `${path}.new`)
  await expect(write(path, ['again\n'])).rejects.toMatchObject({ code: 'symlink_refused' })
  expect(await readFile(strange, 'utf8')).toBe('of somebody\n')
  expect(await readFile(path, 'utf8')).toBe('whole\n')
})

it('on an error the old file stays, and nothing else', async () => {
  const folder = createTemporaryFolder()
  const path = join(folder, 'id-map.csv')
  await writeFile(path, 'there\n')
  const failing = replaceFile(path, async (file) => {
    await file.appendFile('half')
    throw new Error('no more')
  })
  await expect(failing).rejects.toThrow('no more')
  expect(await readFile(path, 'utf8')).toBe('there\n')
  expect(await readdir(folder)).toEqual(['id-map.csv'])
})
