import { constants, openSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * The bytes of a named pipe. As a file it would be opened and read by a thread that comes back when somebody writes, and
 * by no signal before; as a socket it is waited for without one.
 *
 * @throws as `open` does
 */
export const readPipe = async function* (
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  // Not blocking, it is open at once, whether or not there is another end.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const pipe = new Socket({ fd, readable: true, writable: false, ...(signal && { signal }) })
  for await (const chunk of pipe as AsyncIterable<Buffer>) yield chunk
}
