import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { MigrationError } from '../../outcome/migration-error.js'

/**
 * The files meant by the arguments of a command, in the order of the arguments, matches of one pattern sorted
 * by code unit, each file once. `-` stands for standard input. A path that exists is taken as it is, even when
 * it holds `*` or `[`.
 *
 * @throws MigrationError `input_not_found` for a path or pattern that names nothing
 */
export const expandPaths = async (patterns: readonly string[]): Promise<string[]> => {
  const paths = new Map<string, string>()
  for (const pattern of patterns) {
    for (const path of await expandPath(pattern)) {
      const key = path === '-' ? '-' : resolve(path)
      if (!paths.has(key)) paths.set(key, path)
    }
  }
  return [...paths.values()]
}

const expandPath = async (pattern: string): Promise<string[]> => {
  // Opened by its name it would be another file, or none where it is a socket.
  if (pattern === '-' || pattern === '/dev/stdin') return ['-']
  if (await exists(pattern)) return [pattern]
  if (!isDynamicPattern(pattern)) {
    throw notFound(`There is no file ${pattern}; check the path and the current folder.`)
  }
  const matches = await glob(pattern, {
    absolute: isAbsolute(pattern),
    onlyFiles: true,
    expandDirectories: false,
  })
  if (matches.length === 0) throw notFound(`No file matches ${pattern}; check the pattern and the folder.`)
  return matches.sort()
}

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const notFound = (message: string): MigrationError => new MigrationError('input', 'input_not_found', message)
