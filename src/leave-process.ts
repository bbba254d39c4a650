import type { Worker } from 'node:worker_threads'

/** What of `process` ends it. */
export type LeavingProcess = Pick<
  NodeJS.Process,
  'cpuUsage' | 'emit' | 'exit' | 'getActiveResourcesInfo' | 'kill' | 'pid'
> & {
  on(event: 'worker', listener: (worker: Worker) => void): unknown
  removeAllListeners(event: 'SIGINT'): unknown
  exitCode?: NodeJS.Process['exitCode']
}

/** Requests that a thread of Node's pool works on; it cannot be called back, and `process.exit` waits for it. */
const heldByThread = /^(?:FSReq|GetAddrInfo|GetNameInfo)/
/** What is there whether or not anybody works: our own timer, the streams of the process, the channel to a parent. */
const isIdle = /^(?:Timeout|Immediate|TTYWrap|PipeWrap|Pipe|MessagePort)$/
const looksEveryMs = 50
/** A disk that is there has answered by then. */
const looksBeforeKill = 6
/** Two seconds. */
const looksBeforeEnd = 40
/** What looking takes in that time, and much more; whoever writes file after file takes more yet. */
const idleCpuMicroseconds = 100_000

/** Ends the process of a program that was told to stop, whatever hangs. */
export interface Leaver {
  /** At once, or as soon as no thread is at work, for which it waits a moment. */
  leaveNow(): void
  /** When it waits for nothing but a file that does not answer: a pipe without another end, a share that is gone. */
  leaveOnceStuck(onStuck: () => void): void
}

/**
 * `process.exit` waits for every thread; one that opens a pipe nobody writes to, or reads from a share that is gone, never
 * comes back. Then a SIGINT of its own ends the process: shells report 130 as well.
 */
export const createLeaver = (process: LeavingProcess, code: number): Leaver => {
  let workers = 0
  process.on('worker', (worker) => {
    workers += 1
    worker.once('exit', () => (workers -= 1))
  })
  let hasLeft = false
  const isHeld = (): boolean =>
    workers > 0 || process.getActiveResourcesInfo().some((name) => heldByThread.test(name))
  const end = (): void => {
    hasLeft = true
    if (!isHeld()) process.exit(code)
    process.exitCode = code
    // Whoever has changed the terminal puts it back.
    process.emit('exit', code)
    process.removeAllListeners('SIGINT')
    process.kill(process.pid, 'SIGINT')
  }
  const look = (mayEnd: (looks: number) => boolean): void => {
    let looks = 0
    const timer = setInterval(() => {
      looks += 1
      if (hasLeft) clearInterval(timer)
      else if (mayEnd(looks)) end()
    }, looksEveryMs)
    timer.unref()
  }
  return {
    leaveNow: () => {
      if (!isHeld() || hasLeft) return end()
      look((looks) => !isHeld() || looks >= looksBeforeKill)
    },
    leaveOnceStuck: (onStuck) => {
      let stuckFor = 0
      let since = process.cpuUsage()
      look(() => {
        const active = process.getActiveResourcesInfo().filter((name) => !isIdle.test(name))
        const isWaiting = isHeld() && active.every((name) => heldByThread.test(name))
        if (!isWaiting || stuckFor === 0) since = process.cpuUsage()
        stuckFor = isWaiting ? stuckFor + 1 : 0
        if (stuckFor < looksBeforeEnd) return false
        const { user, system } = process.cpuUsage(since)
        stuckFor = 0
        if (user + system > idleCpuMicroseconds) return false
        onStuck()
        return true
      })
    },
  }
}
