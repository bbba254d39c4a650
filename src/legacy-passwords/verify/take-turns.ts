/** Rounds of an iterated hash between two turns of others: about two milliseconds. */
const roundsInTurn = 1000

/**
 * Repeats a short computation, and lets everybody else have a turn now and then: an iterated hash of 600,000 rounds
 * must not hold up a service for a second.
 */
export const repeatInTurns = async (rounds: number, run: (round: number) => void): Promise<void> => {
  for (let start = 0; start < rounds; start += roundsInTurn) {
    if (start > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    const end = Math.min(rounds, start + roundsInTurn)
    for (let round = start; round < end; round++) run(round)
  }
}
