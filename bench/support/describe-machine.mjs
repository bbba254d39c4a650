import { arch, cpus, loadavg, platform, totalmem } from 'node:os'

/** One line on what the figures were measured with, and how busy it was. */
export const describeMachine = () => {
  const [{ model }] = cpus()
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  const { undici, v8 } = process.versions
  return (
    `${cpus().length} x ${model.trim()}, ${memoryGb} GB, ${platform()} ${arch()}, ` +
    `Node ${process.version} (V8 ${v8}, its undici ${undici}), load ${loadavg()[0].toFixed(1)}`
  )
}
