import { countLines } from '../input/count-lines.js'
import { incompleteTailLength } from '../encoding/mark-invalid-bytes.js'
import type { Problem } from '../../outcome/problem.js'
import type { ByteWindow } from '../bytes/byte-window.js'
import type { ElementLook } from './find-next-element.js'

const headLimitBytes = 4096

/** A stretch of a file that is being passed over, with its beginning kept for the report. */
export class SkippedText {
  readonly line: number
  problem: Problem
  /** How the next element will look; undefined when anything that is not garbage will do. */
  readonly look: ElementLook | undefined
  /** Where in the view to go on searching. */
  searchFrom = 1
  byteCount = 0
  readonly #head: Buffer[] = []
  #headBytes = 0

  constructor(line: number, problem: Problem, look: ElementLook | undefined) {
    this.line = line
    this.problem = problem
    this.look = look
  }

  /** Passes over the first `byteCount` bytes in view. */
  take(window: ByteWindow, byteCount: number): void {
    const part = window.buffer.subarray(0, Math.min(byteCount, headLimitBytes - this.#headBytes))
    this.#head.push(Buffer.from(part))
    this.#headBytes += part.length
    this.byteCount += byteCount
    window.consume(byteCount, countLines(window.buffer, 0, byteCount))
  }

  /** How it begins, without the comma that leads to the next element. */
  text(): string {
    const head = Buffer.concat(this.#head)
    const whole = head.subarray(0, head.length - incompleteTailLength(head))
    return whole.toString().replace(/(?<![\s,])[\s,]+$/, '')
  }
}
