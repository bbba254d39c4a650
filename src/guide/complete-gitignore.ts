import { access, lstat, open, readFile } from 'node:fs/promises'
import { constants } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { MigrationError } from '../outcome/migration-error.js'

/** What of a migration must never be committed: names of people, hashes, the secret, keys. */
const always = ['.migrate/', '.env', 'exports/', 'legacy-passwords.key', 'trickle-secret']

/** Whether the folder is within a repository of git. */
export const isInRepository = async (folder: string): Promise<boolean> => {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const isThere = await access(join(current, '.git')).then(
      () => true,
      () => false,
    )
    if (isThere) return true
    if (dirname(current) === current) return false
  }
}

/**
 * Lines that `.gitignore` of the folder lacks.
 *
 * @param files exports that were named
 * @throws MigrationError `output/symlink_refused`
 */
export const missingIgnores = async (folder: string, files: readonly string[]): Promise<string[]> => {
  const path = join(folder, '.gitignore')
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSymbolicLink() === true) throw linkRefused(path)
  const text = await readFile(path, 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim())
  const own = files.flatMap((file) => {
    const path = relative(folder, resolve(folder, file)).replaceAll('\\', '/')
    const isOutside = path === '' || path.startsWith('..') || isAbsolute(path) || file === '-'
    return isOutside || path.startsWith('exports/') ? [] : [`/${path}`]
  })
  return [...new Set([...always, ...own])].filter((wanted) => !lines.some((line) => covers(line, wanted)))
}

/** Adds lines at the end and keeps what is there. @returns the file */
export const completeGitignore = async (folder: string, lines: readonly string[]): Promise<string> => {
  const path = join(folder, '.gitignore')
  const text = await readFile(path, 'utf8').catch(() => '')
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n'
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0)
  const file = await open(path, flags)
  try {
    await file.appendFile(`${gap}# logto-migrate: people, hashes, secrets\n${lines.join('\n')}\n`)
  } finally {
    await file.close()
  }
  return path
}

const linkRefused = (path: string): MigrationError =>
  new MigrationError(
    'output',
    'symlink_refused',
    `${path} is a symbolic link, which git does not follow and which would be written through to another file: put a file in its place, or call init with --no-gitignore`,
  )

/** Only what is certain: a pattern that is not understood may be in the file twice, which hurts nobody. */
const covers = (line: string, wanted: string): boolean => {
  const bare = (text: string): string => text.replace(/^\//, '').replace(/\/\*{0,2}$/, '')
  if (bare(line) === bare(wanted)) return true
  if (line === '.env*' || line === '.env.*') return line === '.env*' && wanted === '.env'
  const ending = /^\*(\.[\w.]+)$/.exec(line)?.[1]
  return ending !== undefined && wanted.endsWith(ending)
}
