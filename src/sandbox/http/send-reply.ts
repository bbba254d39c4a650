import type { ServerResponse } from 'node:http'
import type { Reply } from './reply.js'

/** Resolves after so many milliseconds; rejects when the sandbox closes. */
export type Wait = (delayMs: number) => Promise<void>

/** @param date for the `Date` header */
export const sendReply = (response: ServerResponse, reply: Reply, date: string): void => {
  const content = readContent(reply)
  writeHead(response, reply, content, date, Buffer.byteLength(content))
  response.end(content)
}

/** Sends the body in many small pieces that take `durationMs` together. */
export const trickleReply = async (
  response: ServerResponse,
  reply: Reply,
  date: string,
  durationMs: number,
  wait: Wait,
): Promise<void> => {
  const content = Buffer.from(readContent(reply))
  // One byte at a time where the time allows for it; timers of less than 5 ms only add up to lateness.
  const pieceCount = Math.max(1, Math.min(content.length, Math.floor(durationMs / 5)))
  const pieceLength = Math.ceil(content.length / pieceCount)
  writeHead(response, reply, content.toString(), date, content.length)
  response.flushHeaders()
  for (let sent = 0; sent < content.length && !response.destroyed; sent += pieceLength) {
    await wait(durationMs / pieceCount)
    response.write(content.subarray(sent, sent + pieceLength))
  }
  response.end()
}

/** A 200 whose JSON stops in the middle. */
export const sendGarbage = (response: ServerResponse, reply: Reply, date: string): void => {
  const content = readContent(reply) || '{"'
  const garbage = `${content.slice(0, Math.ceil(content.length / 2))}<`
  const broken: Reply = { ...reply, status: 200 }
  writeHead(response, broken, garbage, date, Buffer.byteLength(garbage), 'application/json; charset=utf-8')
  response.end(garbage)
}

/** Announces more bytes than it sends, then closes the connection. */
export const cutReply = (response: ServerResponse, reply: Reply, date: string): void => {
  const content = readContent(reply)
  // An answer without a body has nothing to cut.
  const cut: Reply = reply.status === 204 ? { ...reply, status: 200 } : reply
  writeHead(response, cut, content, date, Buffer.byteLength(content) + 64, 'application/json; charset=utf-8')
  response.flushHeaders()
  response.write(content || ' ', () => response.destroy())
}

const readContent = ({ body, text }: Reply): string =>
  text ?? (body === undefined ? '' : JSON.stringify(body))

const writeHead = (
  response: ServerResponse,
  { status, body, headers }: Reply,
  content: string,
  date: string,
  contentLength: number,
  contentType = body === undefined ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
): void => {
  const hasContent = content !== '' || contentLength > 0
  response.writeHead(status, {
    ...headers,
    Date: date,
    ...(hasContent && { 'Content-Type': contentType }),
    ...(status !== 204 && { 'Content-Length': contentLength }),
  })
}
