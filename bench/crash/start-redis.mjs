import { spawnSync } from 'node:child_process'
import { createServer, connect } from 'node:net'
import { spawnTracked } from './spawn-tracked.mjs'

export const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0

/** A Redis of its own, on loopback and in memory alone. */
export const startRedis = async (folder) => {
  const port = await findPort()
  const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const child = spawnTracked('redis-server', [...where, '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
  for (let attempt = 0; !(await canConnect(port)); attempt += 1) {
    if (attempt === 200) throw new Error('redis-server does not answer')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.kill('SIGKILL')
      }),
  }
}

const findPort = async () => {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

const canConnect = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
