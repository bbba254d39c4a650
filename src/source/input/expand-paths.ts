import { access, constants, readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { MigrationError } from '../../outcome/migration-error.js'
import { nameSystemError } from '../../outcome/name-system-error.js'

/**
 * The files meant by the arguments of a command, in the order of the arguments, matches of one pattern sorted
 * by code unit, each file once. `-` stands for standard input. A path that exists is taken as it is, even when
 * it holds `*` or `[`.
 *
 * @throws MigrationError `input_not_found` for a path or pattern that names nothing, `input_is_folder`,
 *   `input_unreadable`
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
  const found = await stat(pattern).catch(ifAbsent(pattern))
  if (found?.isDirectory() === true) throw await folderRefused(pattern)
  if (found !== undefined) {
    await access(pattern, constants.R_OK).catch((cause: unknown) => {
      throw unreadable(cause)
    })
    return [pattern]
  }
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

const ifAbsent =
  (path: string) =>
  (cause: NodeJS.ErrnoException): undefined => {
    // A pattern can be longer than a name may be.
    if (cause.code === 'ENOENT' || isDynamicPattern(path)) return undefined
    throw unreadable(cause)
  }

const unreadable = (cause: unknown): unknown => {
  const named = nameSystemError(cause)
  if (!(named instanceof MigrationError)) return cause
  return new MigrationError(
    'input',
    'input_unreadable',
    named.message.replace(/^cannot use/, 'cannot read'),
    {
      cause,
    },
  )
}

/** Names of files that can be an export, so that the message can show how they are named. */
const exportName = /\.(?:csv|tsv|json|ndjson|jsonl|ldif|ya?ml|sql|xlsx|zip|tar|txt|gz|tgz|zst)$/i

const folderRefused = async (folder: string): Promise<MigrationError> => {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => exportName.test(name)).sort()
  const [first] = files
  const advice =
    first === undefined
      ? 'and none of its files looks like one: name a file, or a pattern'
      : files.length === 1
        ? `name the file in it: ${join(folder, first)}`
        : `name the files in it, such as ${join(folder, first)}, or a pattern such as '${join(folder, `*${extensionOf(first)}`)}'`
  return new MigrationError(
    'input',
    'input_is_folder',
    `${folder} is a folder, and not one that export wrote; ${advice}`,
  )
}

const extensionOf = (name: string): string => /(?:\.[^.]+)(?:\.(?:gz|zst))?$/.exec(name)?.[0] ?? ''

const notFound = (message: string): MigrationError => new MigrationError('input', 'input_not_found', message)
