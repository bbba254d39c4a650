import type { Journal } from '../../checkpoint/journal.js'
import type { Fingerprinter } from '../../plan/fingerprint-plan.js'
import type { UserPlan } from '../../plan/user-plan.js'

/** Optional fields come in few combinations; an input where they do not must not fill the checkpoint with them. */
const mostShapes = 4096

/** The fields `fp` and `sh` of an outcome: what the plan said, for the comparison with a newer export. */
export class PlanPrints {
  readonly #fingerprinter: Fingerprinter
  readonly #journal: Journal

  constructor(fingerprinter: Fingerprinter, journal: Journal) {
    this.#fingerprinter = fingerprinter
    this.#journal = journal
  }

  /** Notes the shape in the journal when it is a new one. */
  of(plan: UserPlan): { fp: string; sh?: number } {
    const { print, given } = this.#fingerprinter.fingerprint(plan)
    const shape = this.#numberOf(given.toSorted().join(''))
    return shape === undefined ? { fp: print } : { fp: print, sh: shape }
  }

  print(plan: UserPlan): string {
    return this.#fingerprinter.fingerprint(plan).print
  }

  /** The hash that stands for a field path in a shape. */
  hashPath(path: string): string {
    return this.#fingerprinter.hashPath(path)
  }

  #numberOf(has: string): number | undefined {
    const { shapes } = this.#journal.state
    const known = shapes.get(has)
    if (known !== undefined) return known
    if (shapes.size >= mostShapes) return undefined
    const number = shapes.size + 1
    this.#journal.note({ t: 'shape', i: number, has })
    return number
  }
}
