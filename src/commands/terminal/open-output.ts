import { closeSync, createWriteStream, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { MigrationError } from '../../outcome/migration-error.js'
import { openPrivateSync } from '../../outcome/open-private.js'
import { isDevice } from '../../outcome/output-file.js'
import type { CommandContext } from '../../terminal/command-context.js'

export interface Output {
  write: (text: string) => void
  /** Whether nobody reads any more. */
  isClosed: () => boolean
  close: () => Promise<void>
}

/** Stdout, or a file that only its owner can read. @throws {MigrationError} `output/output_unwritable` */
export const openOutput = (
  path: string | undefined,
  { stdout, folder, isOutputClosed = () => false }: CommandContext,
): Output => {
  if (path === undefined) return { write: stdout, isClosed: isOutputClosed, close: async () => undefined }
  const attempt = <Value>(work: () => Value): Value => {
    try {
      return work()
    } catch (cause) {
      throw unwritable(path, cause)
    }
  }
  const place = resolve(folder, path)
  if (isDevice(place)) return openDevice(path, place)
  const file = attempt(() => openPrivateSync(place, 'w'))
  return {
    write: (text) => attempt(() => writeAll(file, Buffer.from(text))),
    isClosed: () => false,
    close: async () => closeSync(file),
  }
}

/** A pipe waits for whoever reads it, already when it is opened: not in this thread, where no signal would end it. */
const openDevice = (path: string, place: string): Output => {
  const stream = createWriteStream(place)
  let failure: Error | undefined
  stream.on('error', (error) => (failure = error))
  return {
    write: (text) => void stream.write(text),
    isClosed: () => failure !== undefined,
    close: async () => {
      if (failure === undefined) stream.end()
      await finished(stream).catch((error: NodeJS.ErrnoException) => {
        // A reader that has seen enough.
        if (error.code !== 'EPIPE') throw unwritable(path, error)
      })
    },
  }
}

const unwritable = (path: string, cause: unknown): MigrationError => {
  const reason = cause instanceof Error ? cause.message : 'unknown reason'
  return new MigrationError('output', 'output_unwritable', `cannot write ${path} (${reason})`, { cause })
}

const writeAll = (file: number, bytes: Buffer): void => {
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from)
}
