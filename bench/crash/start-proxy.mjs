import { createServer } from 'node:http'
import { connect } from 'node:net'

/**
 * A proxy that takes tunnels (CONNECT) and breaks them: at once, or after some of the bytes have gone through.
 *
 * @param random draws of the round
 */
export const startProxy = async (random) => {
  const sockets = new Set()
  const stats = { tunnels: 0, broken: 0 }
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request, socket) => {
    stats.tunnels += 1
    const [host, port] = request.url.split(':')
    const target = connect(Number(port), host)
    for (const end of [socket, target]) {
      sockets.add(end)
      end.on('error', () => undefined)
      end.on('close', () => {
        sockets.delete(end)
        socket.destroy()
        target.destroy()
      })
    }
    target.once('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(target)
      target.pipe(socket)
    })
    if (random() >= 0.3) return
    let bytesLeft = Math.floor(random() * 200_000)
    const count = (chunk) => {
      bytesLeft -= chunk.length
      if (bytesLeft > 0 || socket.destroyed) return
      stats.broken += 1
      socket.destroy()
    }
    socket.on('data', count)
    target.on('data', count)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    environment: { HTTP_PROXY: `http://127.0.0.1:${server.address().port}` },
    stats,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve)
        for (const socket of sockets) socket.destroy()
      }),
  }
}
