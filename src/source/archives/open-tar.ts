import { Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { MigrationError } from '../../outcome/migration-error.js'
import { chooseMember } from './choose-member.js'
import type { PackedInput, PackedOptions } from './packed-input.js'

const mostMembers = 100_000

/** @param readBytes the archive from its start; it is read once for the names and once for the file */
export const openTar = async (
  path: string,
  readBytes: () => AsyncIterable<Buffer>,
  { member }: PackedOptions,
): Promise<PackedInput> => {
  const names: string[] = []
  try {
    for await (const entry of openEntries(readBytes())) {
      if (entry.header.type === 'file') names.push(entry.header.name)
      if (names.length > mostMembers) throw new Error(`more than ${mostMembers} files`)
      entry.resume()
    }
  } catch (cause) {
    // A damaged end may stand behind the file that is meant.
    if (names.length === 0) throw unreadable(path, cause)
  }
  const name = chooseMember(path, names, member)
  return {
    bytes: readMember(readBytes(), name),
    name,
    kind: 'tar',
    note: { code: 'archive_member', message: `The file ${name} was read out of the archive.` },
  }
}

const readMember = async function* (bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  for await (const entry of openEntries(bytes)) {
    if (entry.header.type !== 'file' || entry.header.name !== name) {
      entry.resume()
      continue
    }
    for await (const chunk of entry) yield Buffer.from(chunk as Uint8Array)
    return
  }
}

const openEntries = (bytes: AsyncIterable<Buffer>) => {
  const source = Readable.from(bytes)
  const unpack = extract()
  source.on('error', (error) => unpack.destroy(error))
  source.pipe(unpack)
  return unpack
}

const unreadable = (path: string, cause: unknown): MigrationError =>
  new MigrationError(
    'input',
    'input_unreadable',
    `Cannot read the archive ${path}: ${cause instanceof Error ? cause.message : 'unknown error'}. Extract it and give the file inside.`,
    { cause },
  )
