import { stat } from 'node:fs/promises'

/**
 * Whether a path gives its bytes once only: standard input, a named pipe, `/dev/stdin`, the `/dev/fd/63` of a shell's
 * `<(…)`. Whoever looks into it first takes from whoever reads it later.
 */
export const isReadOnce = async (path: string): Promise<boolean> => {
  if (path === '-') return true
  const info = await stat(path).catch(() => undefined)
  return info !== undefined && !info.isFile() && !info.isDirectory()
}
