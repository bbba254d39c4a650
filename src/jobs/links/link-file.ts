import type { FileHandle } from 'node:fs/promises'
import { open, readFile } from 'node:fs/promises'
import { cutPrivate, openPrivate } from '../../outcome/open-private.js'
import { csvLine } from '../../report/run-files/csv-line.js'

/** One link, for the mailer. */
export interface Link {
  userId: string
  email: string
  token: string
  tokenId: string
  /** By the template; empty without one. */
  link: string
  expiresAt: number
}

const header = ['logto_id', 'email', 'link', 'token', 'expires_at', 'token_id']

/** links.csv: readable by its owner alone, since each line signs somebody in. Appended to, each line whole or cut. */
export class LinkFile {
  readonly #file: FileHandle
  /** Tokens whose line is there, by their id. */
  readonly written: ReadonlySet<string>
  #tail: Promise<void> = Promise.resolve()

  private constructor(file: FileHandle, written: ReadonlySet<string>) {
    this.#file = file
    this.written = written
  }

  static async open(path: string): Promise<LinkFile> {
    const written = await readWritten(path)
    const file = await openPrivate(path, 'a')
    try {
      const { size } = await file.stat()
      if (size === 0) await file.appendFile(csvLine(header))
    } catch (error) {
      await file.close()
      throw error
    }
    return new LinkFile(file, written)
  }

  /** Resolves when the line is on disk. */
  append({ userId, email, link, token, expiresAt, tokenId }: Link): Promise<void> {
    const line = csvLine([userId, email, link, token, new Date(expiresAt).toISOString(), tokenId])
    this.#tail = this.#tail.then(async () => {
      await this.#file.appendFile(line)
      await this.#file.datasync()
    })
    return this.#tail
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** Ids of the tokens in the file; a line that a crash cut is taken away. */
const readWritten = async (path: string): Promise<Set<string>> => {
  const text = await readFile(path, 'utf8').catch(() => '')
  const end = text.lastIndexOf('\n') + 1
  if (end < text.length) await cutPrivate(path, Buffer.byteLength(text.slice(0, end)))
  const ids = new Set<string>()
  for (const line of text.slice(0, end).split('\n')) {
    const id = line.slice(line.lastIndexOf(',') + 1)
    if (id !== '' && id !== 'token_id') ids.add(id)
  }
  return ids
}

/** After a revocation no line is worth anything. */
export const emptyLinkFile = async (path: string): Promise<void> => {
  const isThere = await open(path, 'r').then(
    (file) => file.close().then(() => true),
    () => false,
  )
  if (!isThere) return
  const file = await openPrivate(path, 'w')
  try {
    await file.appendFile(csvLine(header))
  } finally {
    await file.close()
  }
}
