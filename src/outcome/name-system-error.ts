import { MigrationError } from './migration-error.js'

/** What the system says of a file, in words that tell what to do. */
const fileReasons: Record<string, string> = {
  EISDIR: 'it is a folder, and a file was expected',
  ENOTDIR: 'a part of the path is a file, and not a folder',
  ENOENT: 'it is not there',
  EACCES: 'permission denied; give this user the right to it',
  EPERM: 'the system does not permit it',
  EROFS: 'it is on a disk that is mounted read-only',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENXIO: 'it is a device or a socket that nobody serves',
  EIO: 'the disk or the network under it fails',
  ENODEV: 'the device is gone',
  EBUSY: 'another program holds it',
  ETXTBSY: 'another program runs it',
}

const listenReasons: Record<string, string> = {
  EADDRINUSE: 'another program listens there: take another --port, or 0 for a free one',
  EACCES: 'this user may not listen there: take a --port from 1024',
  EADDRNOTAVAIL: 'this machine has no such address: take another --host',
  ENOTFOUND: 'no such host is known: take another --host',
}

/** Whether such an error names a file or a port, and not a fault of the program. */
export const nameSystemError = (error: unknown): unknown => {
  if (error instanceof MigrationError || !(error instanceof Error) || !('code' in error)) return error
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo') {
    const { address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number }
    const where = address === undefined ? 'the port' : `${address}${port === undefined ? '' : `:${port}`}`
    const reason = listenReasons[code ?? '']
    if (reason === undefined || (syscall === 'getaddrinfo' && port === undefined)) return error
    return new MigrationError('config', 'cannot_listen', `cannot listen on ${where}: ${reason}`, {
      cause: error,
    })
  }
  const reason = fileReasons[code ?? '']
  if (reason === undefined || syscall === undefined) return error
  // Only what was read and is at fault comes without a path: a folder, which opens and cannot be read.
  const what = path ?? 'a file that was named'
  return new MigrationError('usage', 'file_unusable', `cannot use ${what}: ${reason} (${code})`, {
    cause: error,
  })
}
