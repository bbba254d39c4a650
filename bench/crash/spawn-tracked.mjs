import { spawn } from 'node:child_process'

const running = new Set()

/** A child that does not outlive the campaign, however that ends. */
export const spawnTracked = (...args) => {
  const child = spawn(...args)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

process.once('exit', () => {
  for (const child of running) {
    child.kill('SIGCONT')
    child.kill('SIGKILL')
  }
})
