// One child process with its wall-clock time, CPU time and peak memory.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'

/** Clock ticks a second of /proc/<pid>/stat. */
const ticksPerSecond = 100

/**
 * Runs node with these arguments. Memory and CPU time are read from /proc every 20 ms, so they are known on
 * Linux only (0 elsewhere); what the last 20 ms cost is missing.
 *
 * @returns `elapsedMs`, `cpuMs` (user and system), `peakMb` (VmHWM), `code`, `stdout`, `stderr`
 */
export const runMeasured = async (args, { env = {}, cwd, onOutput } = {}) => {
  const startMs = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
    env: { ...process.env, ...env },
  })
  let peakKb = 0
  let cpuMs = 0
  const look = async () => {
    const [status, stat] = await Promise.all([readProc(child.pid, 'status'), readProc(child.pid, 'stat')])
    peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    cpuMs = Math.max(cpuMs, (((Number(fields[11]) || 0) + (Number(fields[12]) || 0)) * 1000) / ticksPerSecond)
  }
  const timer = setInterval(() => void look(), 20)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    onOutput?.(stderr, child)
  })
  const [code] = await once(child, 'close')
  clearInterval(timer)
  return { elapsedMs: performance.now() - startMs, cpuMs, peakMb: peakKb / 1024, code, stdout, stderr }
}

const readProc = (pid, name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
