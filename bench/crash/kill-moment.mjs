import { open } from 'node:fs/promises'
import { between, pick } from './seeded-random.mjs'

/**
 * When a session is to be killed: so many milliseconds after its first request, when the checkpoint has grown
 * by so many bytes, or as soon as the n-th line of a kind has been written.
 */
export const chooseMoment = (random) => {
  const draw = random()
  if (draw < 0.4) return { kind: 'time', delayMs: between(random, 0, 600) }
  if (draw < 0.6) return { kind: 'growth', bytes: between(random, 1, 12_000) }
  const line = pick(random, ['begin', 'created', 'adopted', 'step', 'batch', 'make', 'made', 'open', 'close'])
  const isRare = line === 'make' || line === 'made' || line === 'open' || line === 'close'
  return { kind: 'line', line, count: isRare ? 1 : between(random, 1, 30) }
}

/** What a moment is called in the table. */
export const nameMoment = (moment) => (moment.kind === 'line' ? `line ${moment.line}` : moment.kind)

/**
 * Resolves when the moment has come. Never, when it does not come: the caller bounds the session.
 *
 * @param path checkpoint file, which need not exist yet
 * @param isOver tells that the session has ended
 */
export const waitForMoment = async (moment, path, startBytes, isOver) => {
  const watch = createWatch(moment, startBytes)
  let offset = startBytes
  while (!isOver()) {
    const text = await readFrom(path, offset)
    offset += Buffer.byteLength(text, 'latin1')
    if (watch(text, offset)) return true
    await sleep(3)
  }
  return false
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
  let openedAtMs
  return (_text, offset) => {
    // A session begins with its own line in the checkpoint; what comes before it is the start of Node.
    if (openedAtMs === undefined && offset > startBytes) openedAtMs = performance.now()
    return openedAtMs !== undefined && performance.now() - openedAtMs >= moment.delayMs
  }
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
