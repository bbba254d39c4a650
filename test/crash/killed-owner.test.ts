import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { acquireLock } from '../../src/checkpoint/lock.js'

it.runIf(process.platform === 'linux')(
  'a lock is taken over from a killed process whose parent has not noticed its end',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lock-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const pid = await startZombie()
    const path = join(folder, 'checkpoint.lock')
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
    await writeFile(path, JSON.stringify({ pid, host: hostname(), started, nonce: 'of-the-dead' }))
    const lock = await acquireLock(path, Date.now)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid })
    await lock.release()
  },
)

/** The shell leaves its child behind to a program that never asks for its end. */
const startZombie = async (): Promise<number> => {
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [chunk] = (await parent.stdout.take(1).toArray()) as [Buffer]
  const pid = Number(chunk.toString())
  await expect
    .poll(() => readFile(`/proc/${pid}/stat`, 'utf8').then((text) => text.split(') ')[1]?.[0]))
    .toBe('Z')
  return pid
}
