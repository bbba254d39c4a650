import type { ReadStream, WriteStream } from 'node:tty'
import type { Terminal } from './terminal.js'

/** What a terminal needs of the process. */
export interface TerminalParts {
  stdin: ReadStream
  output: WriteStream
  write(text: string): void
  rows(): number
  isForeground(): boolean
  interrupt(): void
  /** Stops the process until the shell continues it. */
  suspend(): void
  onContinue(listener: () => void): void
  onExit(listener: () => void): void
  stop: AbortSignal
}

/** What a terminal in raw mode sends instead of the signals. */
const ctrlC = '\x03'
const ctrlD = '\x04'
const ctrlU = '\x15'
const ctrlZ = '\x1a'
const escape = '\x1b'
const showCursor = '\x1b[?25h'

/** The terminal of a process. Nothing of it is touched before it is asked for something. */
export const openTerminal = (parts: TerminalParts): Terminal => {
  const { stdin, stop } = parts
  const undos = new Set<string>()
  const suspended = new Set<() => void>()
  const continued = new Set<() => void>()
  let isRaw = false
  /** What was typed ahead of the next line asked for. */
  let ahead = ''
  let isEnded = false
  let isWatched = false

  const setRaw = (next: boolean): void => {
    watchProcess()
    isRaw = next
    stdin.setRawMode(next)
  }

  /** Once, and only when there is something to put back. */
  const watchProcess = (): void => {
    if (isWatched) return
    isWatched = true
    parts.onExit(() => {
      parts.write([...undos].join(''))
      if (isRaw) stdin.setRawMode(false)
    })
    parts.onContinue(() => {
      retake()
      for (const listener of continued) listener()
    })
  }

  const retake = (): boolean => {
    if (!parts.isForeground()) return false
    if (isRaw) {
      // The shell has set its own modes meanwhile, which the stream does not know.
      stdin.setRawMode(false)
      stdin.setRawMode(true)
      stdin.resume()
    }
    return true
  }

  const suspend = (): void => {
    for (const listener of suspended) listener()
    parts.write([...undos].join(''))
    stdin.setRawMode(false)
    // A job in the background that reads the terminal is stopped.
    stdin.pause()
    parts.suspend()
  }

  const control = (key: string): boolean => {
    if (key === ctrlC) parts.interrupt()
    else if (key === ctrlZ) suspend()
    else return false
    return true
  }

  /** Takes typed text until `take` has had enough of it, and leaves the rest. */
  const readUntil = (take: (text: string) => { rest: string } | undefined): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        stdin.off('data', onData).off('end', onEnd).pause()
        stop.removeEventListener('abort', onStop)
        settle()
      }
      const onData = (chunk: Buffer | string): void => {
        const taken = take(chunk.toString())
        if (taken === undefined) return
        ahead = taken.rest
        end(() => resolve(true))
      }
      const onEnd = (): void => {
        isEnded = true
        end(() => resolve(false))
      }
      const onStop = (): void => end(() => reject(stop.reason))
      const early = ahead
      ahead = ''
      stdin.on('data', onData).on('end', onEnd)
      stop.addEventListener('abort', onStop, { once: true })
      if (stop.aborted) onStop()
      else if (early !== '') onData(early)
      else if (isEnded) onEnd()
      if (stdin.listeners('data').includes(onData)) stdin.resume()
    })

  const readShown = async (): Promise<string | undefined> => {
    let line = ''
    const isThere = await readUntil((text) => {
      line += text
      const end = line.search(/[\r\n]/)
      if (end < 0) return undefined
      const rest = line.slice(end + 1)
      line = line.slice(0, end)
      return { rest }
    })
    return isThere || line !== '' ? line : undefined
  }

  const readHidden = async (): Promise<string | undefined> => {
    let line: string[] = []
    let isAtEnd = false
    setRaw(true)
    try {
      const isThere = await readUntil((text) => {
        const keys = [...text]
        for (const [index, key] of keys.entries()) {
          if (control(key)) continue
          const isEnd = key === '\r' || key === '\n'
          isAtEnd = key === ctrlD && line.length === 0
          if (isEnd || isAtEnd) return { rest: keys.slice(index + 1).join('') }
          if (key === '\x7f' || key === '\b') line.pop()
          else if (key === ctrlU) line = []
          else if (key >= ' ') line.push(key)
        }
        return undefined
      })
      return isAtEnd || (!isThere && line.length === 0) ? undefined : line.join('')
    } finally {
      setRaw(false)
    }
  }

  return {
    rows: parts.rows,
    isForeground: parts.isForeground,
    retake,

    readKeys: (onKey) => {
      const onData = (chunk: Buffer | string): void => {
        const text = chunk.toString()
        // Arrows and the like come as sequences; none of them means anything here.
        if (text.startsWith(escape)) return
        for (const key of text) if (!control(key)) onKey(key)
      }
      setRaw(true)
      stdin.on('data', onData).resume()
      return () => {
        stdin.off('data', onData).pause()
        setRaw(false)
      }
    },

    streams: () => {
      watchProcess()
      // However the program ends, the cursor is to be seen again.
      undos.add(showCursor)
      isRaw = true
      return { input: stdin, output: parts.output }
    },

    readLine: ({ isHidden }) => (isHidden ? readHidden() : readShown()),

    onSuspend: (listener) => {
      suspended.add(listener)
      return () => void suspended.delete(listener)
    },

    onContinue: (listener) => {
      watchProcess()
      continued.add(listener)
      return () => void continued.delete(listener)
    },

    atExit: (undo) => {
      watchProcess()
      undos.add(undo)
      return () => void undos.delete(undo)
    },
  }
}
