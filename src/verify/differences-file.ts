import type { FileHandle } from 'node:fs/promises'
import { escapeControls } from '../outcome/escape-controls.js'
import { MigrationError } from '../outcome/migration-error.js'
import { openOutputFile } from '../outcome/output-file.js'
import type { UserDifference } from './compare/compare-users.js'

/**
 * NDJSON of the users that are not in the target what they are in the source. Made when the first one comes,
 * readable by its owner alone: it holds identifiers.
 */
export class DifferencesFile {
  readonly #path: string
  readonly #prepare: () => Promise<void>
  #file: FileHandle | undefined
  #users = 0

  /** @param prepare makes the folder; called once, before the file is made */
  constructor(path: string, prepare: () => Promise<void>) {
    this.#path = path
    this.#prepare = prepare
  }

  get isEmpty(): boolean {
    return this.#users === 0
  }

  /** @throws MigrationError `differences_unwritable` */
  async add({ record, logtoId, differences, ...mark }: UserDifference): Promise<void> {
    const { ordinal, file, line, sourceKey = mark.sourceKey } = record ?? {}
    const isMissing = differences.length === 0
    const text = JSON.stringify({ ordinal, file, line, sourceKey, logtoId, isMissing, differences })
    try {
      if (this.#file === undefined) {
        await this.#prepare()
        this.#file = await openOutputFile(this.#path)
      }
      await this.#file.appendFile(`${escapeControls(text)}\n`)
    } catch (cause) {
      if (cause instanceof MigrationError) throw cause
      const reason = cause instanceof Error ? cause.message : 'unknown reason'
      const message = `cannot write ${this.#path} (${reason}): choose another file with --out`
      throw new MigrationError('output', 'differences_unwritable', message, { cause })
    }
    this.#users += 1
  }

  async close(): Promise<void> {
    await this.#file?.close()
  }
}
