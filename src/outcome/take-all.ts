/**
 * Takes every step, one after the other, whatever the ones before it meet: what is open is closed. Then throws what failed
 * first.
 */
export const takeAll = async (steps: readonly (() => unknown)[]): Promise<void> => {
  const failures: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
