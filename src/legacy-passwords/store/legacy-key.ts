import { randomBytes } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { platform } from 'node:os'
import { MigrationError } from '../../outcome/migration-error.js'
import { symlinkRefused } from '../../outcome/open-private.js'
import { legacyKeyBytes } from './seal-entry.js'

export interface LegacyKeyOptions {
  /** `LEGACY_STORE_KEY`: 32 bytes in hex or base64; goes before the file. */
  value: string | undefined
  path: string
  /** Makes the file where there is neither. */
  create: boolean
}

export interface LoadedLegacyKey {
  key: Buffer
  /** Just now, at `path`: to be said, since without it nothing in the store opens. */
  isNew: boolean
}

/**
 * The key of the store of old passwords, from the environment or a file that only its owner reads.
 *
 * @throws MigrationError `legacy_key_missing`, `legacy_key_invalid`, `legacy_key_readable`, `symlink_refused`
 */
export const loadLegacyKey = async (options: LegacyKeyOptions): Promise<LoadedLegacyKey> => {
  const { value, path, create } = options
  if (value !== undefined && value !== '') return { key: parseKey(value, 'LEGACY_STORE_KEY'), isNew: false }
  const text = await readIfThere(path)
  if (text !== undefined) return { key: parseKey(text, path), isNew: false }
  if (!create) throw missing(path)
  const key = randomBytes(legacyKeyBytes)
  if (await writeOnce(path, key)) return { key, isNew: true }
  // Another process was quicker, or the name is that of a link to nothing.
  const others = await readIfThere(path)
  if (others === undefined) throw symlinkRefused(path)
  return { key: parseKey(others, path), isNew: false }
}

/**
 * Called before anything is asked or read: a key that is none must not be found out when the first hash is to be kept. Where
 * there is none yet nothing is made.
 *
 * @throws MigrationError `legacy_key_invalid`, `legacy_key_readable`
 */
export const refuseBadKey = async ({ value, path }: Omit<LegacyKeyOptions, 'create'>): Promise<void> => {
  if (value !== undefined && value !== '') parseKey(value, 'LEGACY_STORE_KEY')
  else {
    const text = await readIfThere(path)
    if (text !== undefined) parseKey(text, path)
  }
}

const parseKey = (text: string, where: string): Buffer => {
  const trimmed = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, 'base64')
      : undefined
  if (key?.length === legacyKeyBytes) return key
  throw new MigrationError(
    'config',
    'legacy_key_invalid',
    `${where}: expected a key of 32 bytes in hex (64 digits) or base64 (44 characters), got something else; \`openssl rand -hex 32\` makes one`,
  )
}

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    const { mode } = await stat(path)
    if (platform() !== 'win32' && (mode & 0o077) !== 0) throw readable(path)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof MigrationError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new MigrationError('config', 'legacy_key_missing', `the key file ${path} cannot be read`, {
      cause: error,
    })
  }
}

/** Never over one that is there: without its key a store is lost. */
const writeOnce = async (path: string, key: Buffer): Promise<boolean> => {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.chmod(0o600)
      await file.writeFile(`${key.toString('hex')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw new MigrationError('output', 'legacy_key_unwritable', `the key file ${path} cannot be written`, {
      cause: error,
    })
  }
}

const missing = (path: string): MigrationError =>
  new MigrationError(
    'config',
    'legacy_key_missing',
    `there is no key for the store of old passwords: set LEGACY_STORE_KEY, or bring ${path} from where the import ran`,
  )

const readable = (path: string): MigrationError =>
  new MigrationError(
    'config',
    'legacy_key_readable',
    `the key file ${path} can be read by others: chmod 600 ${path}`,
  )
