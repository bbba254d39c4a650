import { promisify } from 'node:util'
import { type Entry, open as openCallback, type Options, type ZipFile as Zip } from 'yauzl'

const openZipFile = promisify<string, Options, Zip>(openCallback)

/** More than this out of every byte, and more than `suspiciousBytes` in all, is no table of people. */
const suspiciousRatio = 200
const suspiciousBytes = 256 * 1024 * 1024
const mostEntries = 100_000

/** A ZIP archive by the list at its end, as the files inside may be of any size. */
export class ZipFile {
  readonly entries: Entry[]
  readonly #zip: Zip

  static async open(path: string): Promise<ZipFile> {
    const zip = await openZipFile(path, { lazyEntries: true, autoClose: false })
    try {
      return new ZipFile(zip, await readEntries(zip))
    } catch (error) {
      zip.close()
      throw error
    }
  }

  private constructor(zip: Zip, entries: Entry[]) {
    this.#zip = zip
    this.entries = entries
  }

  find(name: string): Entry | undefined {
    return this.entries.find(({ fileName }) => fileName === name)
  }

  /** The bytes of one file. yauzl ends with an error when there are more than the list says. */
  async *read(entry: Entry): AsyncGenerator<Buffer> {
    const stream = await promisify(
      this.#zip.openReadStream.bind(this.#zip) as (
        entry: Entry,
        done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
      ) => void,
    )(entry)
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array)
  }

  close(): void {
    this.#zip.close()
  }
}

const readEntries = (zip: Zip): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      if (entries.length > mostEntries) reject(new Error(`it lists more than ${mostEntries} files`))
      else zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })

/** Whether a file inside was made to grow out of all proportion. */
export const isBomb = ({ compressedSize, uncompressedSize }: Entry): boolean =>
  uncompressedSize > suspiciousBytes && uncompressedSize > suspiciousRatio * Math.max(1, compressedSize)

export const isEncrypted = ({ generalPurposeBitFlag }: Entry): boolean => (generalPurposeBitFlag & 1) === 1
