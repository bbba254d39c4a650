/** Beyond so many different shapes a new one is taken for one of those seen. */
const maxShapes = 4096

interface Shape {
  features: readonly string[]
  /** The first of its kind. */
  ordinal: number
  count: number
}

/** The records to be imported first. */
export interface CanaryPick {
  ordinals: ReadonlySet<number>
  /** Different shapes in the input. */
  shapes: number
  /** Shapes that one of the chosen records has. */
  coveredShapes: number
}

/**
 * Chooses `size` records out of an input that passes by once: of every shape one, as far as that goes; where there
 * are more shapes than room, those that show the most respects first; where there is room left, records from all
 * over the input. The same input gives the same choice. Keeps ordinals alone, `size` of them and one a shape.
 */
export class CanaryPicker {
  readonly #size: number
  readonly #shapes = new Map<string, Shape>()
  #spread: { ordinal: number; rank: number }[] = []

  constructor(size: number) {
    this.#size = size
  }

  /** @param features as `describeShape` gives them */
  add(ordinal: number, features: readonly string[]): void {
    const name = features.join('\n')
    const shape = this.#shapes.get(name)
    if (shape !== undefined) shape.count += 1
    else if (this.#shapes.size < maxShapes) this.#shapes.set(name, { features, ordinal, count: 1 })
    this.#spread.push({ ordinal, rank: rankOf(ordinal) })
    // Cut now and then: the lowest ranks of everything so far are an even sample of it.
    if (this.#spread.length >= this.#size * 2 + 64) this.#cutSpread()
  }

  pick(): CanaryPick {
    const shapes = [...this.#shapes.values()]
    const chosen = shapes.length <= this.#size ? shapes : chooseShapes(shapes, this.#size)
    const ordinals = new Set(chosen.map(({ ordinal }) => ordinal))
    this.#cutSpread()
    for (const { ordinal } of this.#spread) {
      if (ordinals.size >= this.#size) break
      ordinals.add(ordinal)
    }
    return { ordinals, shapes: shapes.length, coveredShapes: chosen.length }
  }

  #cutSpread(): void {
    this.#spread = this.#spread.sort((a, b) => a.rank - b.rank).slice(0, this.#size)
  }
}

/** Greedy: each time the shape with the most respects not shown yet, of equals the most frequent. */
const chooseShapes = (shapes: readonly Shape[], size: number): Shape[] => {
  const left = new Set(shapes)
  const shown = new Set<string>()
  const chosen: Shape[] = []
  while (chosen.length < size) {
    let best: Shape | undefined
    let bestGain = -1
    for (const shape of left) {
      const gain = shape.features.reduce((sum, feature) => sum + (shown.has(feature) ? 0 : 1), 0)
      if (gain > bestGain || (gain === bestGain && shape.count > (best?.count ?? 0))) {
        best = shape
        bestGain = gain
      }
    }
    if (best === undefined) break
    left.delete(best)
    chosen.push(best)
    for (const feature of best.features) shown.add(feature)
  }
  return chosen
}

/** An order that has nothing to do with that of the input; a mixing function of 32 bits. */
const rankOf = (ordinal: number): number => {
  let mixed = Math.imul(ordinal ^ (ordinal >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
