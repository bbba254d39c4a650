import { randomUUID } from 'node:crypto'
import {
  constants,
  copyFile,
  link,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'
import { MigrationError } from '../outcome/migration-error.js'

const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** Start of the process in the kernel's own unit; tells a reused pid apart. Null where there is no /proc. */
  started: z.string().nullable(),
  nonce: z.string(),
})
type Owner = z.infer<typeof ownerSchema>

const heartbeatMs = 5_000
/** A lock of another host counts as left behind after this long without a heartbeat. */
const silentMs = 60_000

export interface Lock {
  release(): Promise<void>
}

/**
 * Takes `path` for this process. A lock whose owner is dead (same host: no such process; other host: no sign
 * of life for a minute) is taken over. Throws MigrationError('checkpoint', 'checkpoint_locked') otherwise.
 */
export const acquireLock = async (path: string, now: () => number): Promise<Lock> => {
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    started: await readStartOf(process.pid),
    nonce: randomUUID(),
  }
  const own = `${path}.${owner.nonce}`
  await writeFile(own, JSON.stringify(owner), { mode: 0o600, flag: 'wx' })
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      // link() is atomic and fails when the name exists: a half-written lock is never seen.
      if (await tryLink(own, path)) return keepAlive(path, owner, now)
      await removeIfAbandoned(path, owner, now)
    }
  } finally {
    await rm(own, { force: true })
  }
  throw lockedError(path, await readOwner(path))
}

const keepAlive = (path: string, owner: Owner, now: () => number): Lock => {
  const timer = setInterval(() => {
    const seconds = now() / 1000
    utimes(path, seconds, seconds).catch(() => undefined)
  }, heartbeatMs)
  timer.unref()
  return {
    release: async () => {
      clearInterval(timer)
      if ((await readOwner(path))?.nonce === owner.nonce) await rm(path, { force: true })
    },
  }
}

const removeIfAbandoned = async (path: string, self: Owner, now: () => number): Promise<void> => {
  const owner = await readOwner(path)
  const info = await stat(path).catch(() => undefined)
  if (info === undefined) return
  if (owner !== undefined && (await isAlive(owner, self, now() - info.mtimeMs)))
    throw lockedError(path, owner)
  // Two processes may both have seen the dead owner: whoever moves the file away looks at what was moved, and
  // puts a lock that is not the dead one back.
  const aside = `${path}.${self.nonce}.old`
  if (!(await succeeds(rename(path, aside)))) return
  const moved = await readOwner(aside)
  if (moved?.nonce !== owner?.nonce) await tryLink(aside, path)
  await unlink(aside).catch(() => undefined)
}

const isAlive = async (owner: Owner, self: Owner, silentForMs: number): Promise<boolean> => {
  if (owner.host !== self.host) return silentForMs < silentMs
  if (owner.pid === self.pid) return false
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const started = await readStartOf(owner.pid)
  return started === null || owner.started === null || started === owner.started
}

/** Field 22 of /proc/<pid>/stat, counted behind the command's closing bracket. */
const readStartOf = async (pid: number): Promise<string | null> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

const readOwner = async (path: string): Promise<Owner | undefined> => {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** False when the name is taken. File systems without hard links get an exclusive copy instead. */
const tryLink = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    return succeeds(copyFile(from, to, constants.COPYFILE_EXCL))
  }
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const lockedError = (path: string, owner: Owner | undefined): MigrationError =>
  new MigrationError(
    'checkpoint',
    'checkpoint_locked',
    `another process works on this run (${owner === undefined ? 'owner unknown' : `pid ${owner.pid} on ${owner.host}`}): wait for it, or stop it; if it is surely gone, delete ${path}`,
  )
