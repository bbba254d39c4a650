import { open } from 'node:fs/promises'
import { between, pick } from './seeded-random.mjs'

/**
 * When a session is to be killed: so many milliseconds after it took the run up, when the checkpoint has grown
 * by so many bytes, or as soon as the n-th line of a kind has been written; and in any case at `latestMs`.
 *
 * @param lines kinds of lines that the job writes
 */
export const chooseMoment = (random, lines = linesOfImport) => ({
  latestMs: between(random, 300, 1800),
  ...chooseKind(random, lines),
})

const linesOfImport = ['begin', 'created', 'adopted', 'step', 'batch', 'make', 'made', 'open', 'close']

/** A session writes no more of each kind in the time that it has. */
const mostCounts = { begin: 12, created: 12, step: 12, batch: 8, adopted: 2, intend: 12, token: 12 }

const chooseKind = (random, lines) => {
  const draw = random()
  if (draw < 0.4) return { kind: 'time', latestMs: between(random, 0, 1200) }
  if (draw < 0.6) return { kind: 'growth', bytes: between(random, 1, 4000) }
  const line = pick(random, lines)
  const most = mostCounts[line] ?? 1
  return { kind: 'line', line, count: between(random, 1, most + 1) }
}

/**
 * Waits for the moment.
 *
 * @param path checkpoint file, which need not exist yet
 * @param isOver tells that the session has ended
 * @returns what has come, for the table; undefined when the session ended before
 */
export const waitForMoment = async (moment, path, startBytes, isOver) => {
  const hasCome = createWatch(moment, startBytes)
  let offset = startBytes
  let openedAtMs
  while (!isOver()) {
    const text = await readFrom(path, offset)
    offset += text.length
    if (hasCome(text, offset)) return moment.kind === 'line' ? `line ${moment.line}` : moment.kind
    // A session begins with its own line in the checkpoint; what comes before it is the start of Node.
    if (openedAtMs === undefined && text !== '') openedAtMs = performance.now()
    if (openedAtMs !== undefined && performance.now() - openedAtMs >= moment.latestMs) return 'time'
    await sleep(3)
  }
  return undefined
}

const createWatch = (moment, startBytes) => {
  if (moment.kind === 'growth') return (_text, offset) => offset - startBytes >= moment.bytes
  if (moment.kind === 'line') {
    let seen = 0
    return (text) => {
      seen += text.split(`{"t":"${moment.line}"`).length - 1
      return seen >= moment.count
    }
  }
  return () => false
}

const readFrom = async (path, offset) => {
  const handle = await open(path, 'r').catch(() => undefined)
  if (handle === undefined) return ''
  try {
    const { size } = await handle.stat()
    if (size <= offset) return ''
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

const sleep = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs))
