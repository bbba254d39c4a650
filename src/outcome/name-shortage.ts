import { MigrationError } from './migration-error.js'

/** What the system ran out of, by its own code, and what to do about it. */
const shortages: Record<string, string> = {
  ENFILE: 'this system has no more open files to give (ENFILE): end other programs, or raise fs.file-max',
  ENOSPC: 'the disk is full (ENOSPC): free space, then run the same command again',
  EDQUOT: 'the disk quota is used up (EDQUOT): free space, then run the same command again',
  ENOMEM: 'the system has no more memory to give (ENOMEM): end other programs, or use a larger machine',
}

/** What Node.js says of a package when it may open no file to look. */
const moduleFailures = new Set([
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_INVALID_PACKAGE_CONFIG',
  'MODULE_NOT_FOUND',
])

/** Of open files; with as many nothing is ever short. */
const usualLimit = 1024

const describeLimit = (code: string, limit: number | undefined): string =>
  `this process may open no more files (${code})${limit === undefined ? '' : `, its limit is ${limit}`}: ` +
  `raise it with ulimit -n ${usualLimit}, or lower --concurrency`

/** A chain of causes longer than this says nothing new, and may be a ring. */
const maxCauses = 10

/**
 * An error that comes from a shortage of the system, as an error that names it: a broken run keeps its code and is
 * told what to do as well. Everything else comes back as it is.
 *
 * @param openFilesLimit how many files the process may open; undefined where that is not known
 */
export const nameShortage = (
  error: unknown,
  openFilesLimit: () => number | undefined = () => undefined,
): unknown => {
  const shortage = findShortage(error, openFilesLimit)
  if (shortage === undefined) return error
  if (!(error instanceof MigrationError)) {
    return new MigrationError('output', 'system_shortage', shortage, { cause: error })
  }
  const message = `${error.message.replace(/\.$/, '')}; ${shortage}`
  return new MigrationError(error.reason, error.code, message, { cause: error })
}

const findShortage = (error: unknown, openFilesLimit: () => number | undefined): string | undefined => {
  let current = error
  for (let depth = 0; depth < maxCauses && current instanceof Error; depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : ''
    if (Object.hasOwn(shortages, code)) return shortages[code]
    if (code === 'EMFILE') return describeLimit(code, openFilesLimit())
    if (moduleFailures.has(code)) {
      const limit = openFilesLimit() ?? Infinity
      if (limit < usualLimit) return describeLimit(code, limit)
    }
    current = current.cause
  }
  return undefined
}
