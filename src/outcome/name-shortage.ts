import { MigrationError } from './migration-error.js'

/** What the system ran out of, by its own code, and what to do about it. */
const shortages: Record<string, string> = {
  EMFILE:
    'this process may open no more files (EMFILE): raise the limit with ulimit -n 1024, or lower --concurrency',
  ENFILE: 'this system has no more open files to give (ENFILE): end other programs, or raise fs.file-max',
  ENOSPC: 'the disk is full (ENOSPC): free space, then run the same command again',
  EDQUOT: 'the disk quota is used up (EDQUOT): free space, then run the same command again',
  ENOMEM: 'the system has no more memory to give (ENOMEM): end other programs, or use a larger machine',
}

/** A chain of causes longer than this says nothing new, and may be a ring. */
const maxCauses = 10

/**
 * An error that comes from a shortage of the system, as an error that names it: a broken run keeps its code and is
 * told what to do as well. Everything else comes back as it is.
 */
export const nameShortage = (error: unknown): unknown => {
  const shortage = findShortage(error)
  if (shortage === undefined) return error
  if (!(error instanceof MigrationError)) {
    return new MigrationError('output', 'system_shortage', shortage, { cause: error })
  }
  const message = `${error.message.replace(/\.$/, '')}; ${shortage}`
  return new MigrationError(error.reason, error.code, message, { cause: error })
}

const findShortage = (error: unknown): string | undefined => {
  let current = error
  for (let depth = 0; depth < maxCauses && current instanceof Error; depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : ''
    if (Object.hasOwn(shortages, code)) return shortages[code]
    current = current.cause
  }
  return undefined
}
