import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Proxy {
  /** Without a protocol. */
  url: string
  /** Host and port of each tunnel. */
  asked: string[]
  /** What was sent as `proxy-authorization`. */
  users: unknown[]
}

/** Tunnels whatever host is asked for to one port on loopback. */
export const startProxy = async (port: number): Promise<Proxy> => {
  const asked: string[] = []
  const users: unknown[] = []
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request, client) => {
    asked.push(request.url ?? '')
    users.push(request.headers['proxy-authorization'])
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      client.pipe(target).pipe(client)
    })
    client.on('error', () => target.destroy())
    target.on('error', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, users }
}
