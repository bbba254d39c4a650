import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'

/** Tests that need a real Redis name themselves as skipped where there is none. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

export interface RedisServer {
  url: string
  /** For looking in, and for playing the operator. */
  client: Redis
  /** Ends the server at once; what it held is lost. */
  stop(): Promise<void>
  /** Starts it again, empty, at the same address. */
  start(): Promise<void>
}

/** A Redis of its own, on loopback and in memory alone; gone when the test is over. */
export const startRedis = async ({ password }: { password?: string } = {}): Promise<RedisServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-redis-'))
  const port = await findPort()
  const url = `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null })
  client.on('error', () => undefined)
  let server: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ]
    server = spawn(
      'redis-server',
      [...args, ...(password === undefined ? [] : ['--requirepass', password])],
      {
        stdio: 'ignore',
      },
    )
    for (let attempt = 0; !(await isAnswering(url)); attempt += 1) {
      if (attempt === 200) throw new Error('redis-server does not answer')
      await sleep(25)
    }
  }
  const stop = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }
  onTestFinished(async () => {
    client.disconnect()
    await stop()
    await rm(folder, { recursive: true, force: true })
  })
  await start()
  return { url, client, start, stop }
}

const isAnswering = async (url: string): Promise<boolean> => {
  const probe = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  probe.on('error', () => undefined)
  try {
    await probe.connect()
    return (await probe.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    probe.disconnect()
  }
}

const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
