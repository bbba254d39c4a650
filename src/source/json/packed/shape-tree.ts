import type { RecordShape } from './record-shape.js'
import { escaped, skipValue } from './skip-value.js'

/** A piece of text that may come next, and what may come behind the value that follows it. */
interface Branch {
  piece: string
  next: Branch[]
  /** Number of the shape whose last piece this is; 0 where more follows. */
  shape: number
}

/** So many shapes of records are told apart; records of others are parsed. */
const mostShapes = 128
const mostBranches = 16

/** Tells which of the shapes that are known a text has, and where its values stand, in one pass over the text. */
export class ShapeTree {
  readonly #first: Branch[] = []
  #count = 0

  /** @returns its number, from 1; 0 when there are too many */
  add({ pieces }: RecordShape): number {
    if (this.#count === mostShapes) return 0
    let branches = this.#first
    for (const [index, piece] of pieces.entries()) {
      let branch = branches.find((one) => one.piece === piece)
      if (branch === undefined) {
        if (branches.length === mostBranches) return 0
        branch = { piece, next: [], shape: 0 }
        branches.push(branch)
        // A piece may be how another begins: the longer one is meant wherever it fits.
        branches.sort((a, b) => b.piece.length - a.piece.length)
      }
      if (index === pieces.length - 1) branch.shape = ++this.#count
      branches = branch.next
    }
    return this.#count
  }

  /**
   * @param places gets two numbers a value: where it begins, behind its quote, and where it ends, both from `base` on;
   *   `escaped` is added to the end of a string with escapes
   * @param from the place in `places` for the first of them
   * @returns number of the shape; 0 when the text has none that is known
   */
  match(text: string, start: number, end: number, base: number, places: number[], from: number): number {
    let branches = this.#first
    let at = start
    let next = from
    while (true) {
      const branch = branchAt(branches, text, at)
      if (branch === undefined) return 0
      at += branch.piece.length
      if (at === end) return branch.shape
      const isString = text.charCodeAt(at) === 0x22
      const behind = skipValue(text, at)
      if (behind === 0) return 0
      const hasEscapes = behind < 0
      const valueEnd = hasEscapes ? -behind : behind
      if (valueEnd > end) return 0
      const shift = base - start
      places[next] = (isString ? at + 1 : at) + shift
      places[next + 1] = (isString ? valueEnd - 1 : valueEnd) + shift + (hasEscapes ? escaped : 0)
      next += 2
      at = valueEnd
      branches = branch.next
    }
  }
}

const branchAt = (branches: readonly Branch[], text: string, at: number): Branch | undefined => {
  for (let index = 0; index < branches.length; index += 1) {
    const branch = branches[index]!
    if (text.startsWith(branch.piece, at)) return branch
  }
  return undefined
}
