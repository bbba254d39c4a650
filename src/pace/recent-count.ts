const slotCount = 100

/** How much came of late. Its memory does not depend on how much that is. */
export interface RecentCount {
  add(nowMs: number): void
  /** Of the last window; up to a hundredth of the window less, never more. */
  sum(nowMs: number): number
}

export const createRecentCount = (windowMs: number): RecentCount => {
  const slotMs = windowMs / slotCount
  const counts = new Float64Array(slotCount)
  let newest = -Infinity

  const advance = (nowMs: number): number => {
    const slot = Math.floor(nowMs / slotMs)
    if (slot - newest >= slotCount) counts.fill(0)
    else for (let passed = newest + 1; passed <= slot; passed += 1) counts[passed % slotCount] = 0
    newest = Math.max(newest, slot)
    return newest % slotCount
  }

  return {
    add: (nowMs) => {
      const index = advance(nowMs)
      counts[index] = (counts[index] ?? 0) + 1
    },
    sum: (nowMs) => {
      advance(nowMs)
      return counts.reduce((sum, count) => sum + count, 0)
    },
  }
}
