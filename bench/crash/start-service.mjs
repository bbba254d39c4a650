import { createInterface } from 'node:readline'
import { spawnTracked } from './spawn-tracked.mjs'

const flags = (run) => ['--run', run, '--config', 'crash.config.mjs', '--rate', 'off', '--json']

/**
 * `trickle serve` of a run.
 *
 * @param port where an earlier one listened; the action goes on asking there
 */
export const startService = async ({ cli, folder, environment }, run, port = 0) => {
  const env = { PATH: process.env.PATH, ...environment }
  const serve = [cli, 'trickle', 'serve', '--port', String(port), '--tries', '1000', ...flags(run)]
  const child = spawnTracked(process.execPath, serve, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
  const ended = new Promise((resolve) => child.once('close', resolve))
  const url = await readUrl(child)
  if (url === undefined) throw new Error(`trickle serve ended with ${await ended}: ${stderr}`)
  const end = (signal) => {
    child.kill(signal)
    return ended
  }
  return {
    port: Number(new URL(url).port),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    install: async () => {
      const install = spawnTracked(
        process.execPath,
        [cli, 'trickle', 'install', '--url', url, ...flags(run)],
        {
          cwd: folder,
          env,
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      )
      const code = await new Promise((resolve) => install.once('close', resolve))
      if (code !== 0) throw new Error(`trickle install ended with ${code}`)
    },
  }
}

const readUrl = async (child) => {
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line).url
  return undefined
}
