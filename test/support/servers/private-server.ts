import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'

/** Where Debian keeps the programs of a package, and whoever else puts them on the path. */
export const findProgram = (name: string, ...folders: string[]): string | undefined => {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
  return [...folders.map((folder) => join(folder, name)), ...(found === '' ? [] : [found])].find((path) =>
    existsSync(path),
  )
}

/** A free port on loopback. */
export const findPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** Some servers refuse to run as root; they get the rights of `nobody`. */
export const lowered: { uid?: number; gid?: number } =
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** A folder for the data of one server, owned by whoever runs it. */
export const makeDataFolder = async (name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `logto-migrate-${name}-`))
  await chmod(folder, 0o700)
  if (lowered.uid !== undefined) await chown(folder, lowered.uid, lowered.gid!)
  return folder
}

/** Runs a preparation to its end; what it said is in the error. */
export const runOnce = (program: string, args: readonly string[], cwd: string): void => {
  const { status, stderr, stdout, error } = spawnSync(program, args, { encoding: 'utf8', cwd, ...lowered })
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? ''} ${stderr} ${stdout}`)
}

/** Starts a server; `stop` ends it and removes its data. */
export const startServer = (
  program: string,
  args: readonly string[],
  folder: string,
): { child: ChildProcess; stop: () => Promise<void>; said: () => string } => {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...lowered })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)))
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)))
  return {
    child,
    said: () => said,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
