import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { MigrationError } from '../outcome/migration-error.js'
import { replaceFile } from '../outcome/replace-file.js'

/** The values of a `.env` file; none when there is no such file. */
export const readEnvFile = async (path: string): Promise<Record<string, string | undefined>> =>
  parseEnv(await readIfThere(path))

/**
 * Sets values in a `.env` file, for its owner's eyes only (0600), and keeps every other line as it is.
 *
 * @throws MigrationError `config_unwritable`
 */
export const writeEnvFile = async (path: string, values: Record<string, string>): Promise<void> => {
  try {
    const lines = (await readIfThere(path)).split('\n')
    if (lines.at(-1) === '') lines.pop()
    const kept = lines.filter((line) => {
      const name = /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1]
      return name === undefined || !Object.hasOwn(values, name)
    })
    const set = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`)
    // A new file, so that at no moment others can read the secret in it.
    await replaceFile(path, (file) => file.writeFile(`${[...kept, ...set].join('\n')}\n`))
  } catch (cause) {
    if (cause instanceof MigrationError) throw cause
    throw unwritable(path, cause instanceof Error ? cause.message : 'unknown reason', cause)
  }
}

const readIfThere = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw unwritable(path, 'it is there and cannot be read', cause)
  }
}

/** Bare where nothing can be misread, else in quotes; the file has no way to escape a quote. */
const quote = (value: string): string => {
  if (/^[\w./:@+-]*$/.test(value)) return value
  const mark = [`'`, '"', '`'].find((candidate) => !value.includes(candidate))
  return mark === undefined ? value : `${mark}${value}${mark}`
}

const unwritable = (path: string, reason: string, cause: unknown): MigrationError =>
  new MigrationError('usage', 'config_unwritable', `${path} could not be written (${reason})`, { cause })
