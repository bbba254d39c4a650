import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface StubRequest {
  method: string
  /** With query. */
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** What the stub answers, or how it breaks off. */
export type StubReply =
  | { status: number; json?: unknown; text?: string; type?: string; headers?: Record<string, string> }
  /** The connection is reset before an answer. */
  | 'reset'
  /** No answer, ever. */
  | 'hang'
  /** Headers promise more than comes. */
  | 'cut'

export interface StubServer {
  endpoint: string
  /** All that came, in order. */
  requests: StubRequest[]
  /** Connections that were opened so far. */
  connections: () => number
  close(): Promise<void>
}

/** A real HTTP server on loopback that answers what a test says. */
export const startStubServer = async (
  answer: (request: StubRequest, index: number) => StubReply | Promise<StubReply>,
): Promise<StubServer> => {
  const requests: StubRequest[] = []
  const sockets = new Set<Socket>()
  let opened = 0
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const request: StubRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      }
      const index = requests.push(request) - 1
      void Promise.resolve(answer(request, index)).then((reply) => respond(incoming, outgoing, reply))
    })
  })
  server.on('connection', (socket) => {
    opened += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => opened,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) {
          socket.destroy()
        }
      }),
  }
}

const respond = (incoming: IncomingMessage, outgoing: ServerResponse, reply: StubReply): void => {
  if (reply === 'hang') {
    return
  }
  if (reply === 'reset') {
    incoming.socket.resetAndDestroy()
    return
  }
  if (reply === 'cut') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    outgoing.write('{"id":"')
    setImmediate(() => incoming.socket.destroy())
    return
  }
  const text = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
  const type = reply.type ?? (reply.json === undefined ? 'text/plain' : 'application/json; charset=utf-8')
  outgoing.writeHead(reply.status, { ...(text !== '' && { 'content-type': type }), ...reply.headers })
  outgoing.end(text)
}
