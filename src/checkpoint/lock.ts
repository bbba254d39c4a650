import { randomUUID } from 'node:crypto'
import { constants, copyFile, link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
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
const unreadableMs = 10_000

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
      await removeIfAbandoned(path, own, owner, now)
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

/** Takes a dead owner's lock away, so that the next `link` can succeed; throws when the owner lives. */
const removeIfAbandoned = async (
  path: string,
  own: string,
  self: Owner,
  now: () => number,
): Promise<void> => {
  const owner = await readOwner(path)
  const info = await stat(path).catch(() => undefined)
  if (info === undefined) return
  const silentForMs = now() - info.mtimeMs
  // Without hard links a lock can be seen before it is written; one that stays unreadable is a torn file.
  if (owner === undefined && silentForMs < unreadableMs) throw lockedError(path, undefined)
  if (owner !== undefined && (await isAlive(owner, self, silentForMs))) throw lockedError(path, owner)
  const markers = await succeed(path, own, owner?.nonce ?? 'unreadable', self, now)
  try {
    // Only the one successor of a dead owner may remove its lock, and a nonce never comes again.
    if ((await readOwner(path))?.nonce === owner?.nonce) await rm(path, { force: true })
  } finally {
    for (const marker of markers) await rm(marker, { force: true })
  }
}

/**
 * Of all processes that see one dead owner, exactly one gets past here; the others see the marker and throw. A
 * successor that died itself is succeeded in the same way. Returns the markers, to be removed after the lock.
 */
const succeed = async (
  path: string,
  own: string,
  nonce: string,
  self: Owner,
  now: () => number,
): Promise<string[]> => {
  const marker = `${path}.${nonce}.successor`
  if (await tryLink(own, marker)) return [marker]
  const successor = await readOwner(marker)
  const info = await stat(marker).catch(() => undefined)
  const isGone = successor === undefined || info === undefined
  if (isGone || (await isAlive(successor, self, now() - info.mtimeMs))) throw lockedError(path, successor)
  return [marker, ...(await succeed(path, own, successor.nonce, self, now))]
}

const isAlive = async (owner: Owner, self: Owner, silentForMs: number): Promise<boolean> => {
  if (owner.host !== self.host) return silentForMs < silentMs
  // A second run in this very process, or a pid that came round again.
  if (owner.pid === self.pid) return owner.started !== null && owner.started === self.started
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const fields = await readStatOf(owner.pid)
  // A killed process whose parent has not asked for its end still has its pid; a container may keep it for ever.
  if (fields?.[0] === 'Z' || fields?.[0] === 'X') return false
  const started = fields?.[startField] ?? null
  return started === null || owner.started === null || started === owner.started
}

const readStartOf = async (pid: number): Promise<string | null> =>
  (await readStatOf(pid))?.[startField] ?? null

/** Counted from the state, which is the first field behind the command's closing bracket. */
const startField = 19

/** Fields of /proc/<pid>/stat from the third, the state, on; undefined where there is no /proc. */
const readStatOf = async (pid: number): Promise<string[] | undefined> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
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
