import { closeSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { MigrationError } from '../../outcome/migration-error.js'
import { openOutputFileSync } from '../../outcome/output-file.js'
import type { CommandContext } from '../../terminal/command-context.js'

export interface Output {
  write: (text: string) => void
  /** Whether nobody reads any more. */
  isClosed: () => boolean
  close: () => void
}

/** Stdout, or a file that only its owner can read. @throws {MigrationError} `output/output_unwritable` */
export const openOutput = (
  path: string | undefined,
  { stdout, folder, isOutputClosed = () => false }: CommandContext,
): Output => {
  if (path === undefined) return { write: stdout, isClosed: isOutputClosed, close: () => undefined }
  const attempt = <Value>(work: () => Value): Value => {
    try {
      return work()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : 'unknown reason'
      throw new MigrationError('output', 'output_unwritable', `cannot write ${path} (${reason})`, { cause })
    }
  }
  const file = attempt(() => openOutputFileSync(resolve(folder, path)))
  return {
    write: (text) => attempt(() => writeAll(file, Buffer.from(text))),
    isClosed: () => false,
    close: () => closeSync(file),
  }
}

const writeAll = (file: number, bytes: Buffer): void => {
  for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from)
}
