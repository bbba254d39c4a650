import { createContext, Script } from 'node:vm'
import { makeAttacks, type Attack } from './make-attacks.js'

/** A linear expression takes some microseconds for so much, and a quadratic one some hundred milliseconds. */
const firstLength = 1 << 14
const suspiciousMs = 20
/** What is quadratic takes a minute for so much, and what is linear a millisecond. */
const secondLength = 1 << 18
const longestMs = 1500

const notBegun = -2
const done = -1

const script = new Script(`texts.forEach((text, index) => {
  at = index
  const from = now()
  text.replace(expression, '')
  if (now() - from > suspiciousMs) slow.push(index)
})
at = ${done}`)

/** A text that an expression takes too long for; one that only seemed to is tried again, and far longer. */
export const findSlow = (
  expression: { source: string; flags: string },
  attacks = makeAttacks(expression.source, expression.flags),
  length = firstLength,
): Attack | undefined =>
  run(expression, attacks, length).find((attack) => run(expression, [attack], secondLength).length > 0)

/** What took more than a moment; all that was not reached, where one did not end at all. */
const run = (
  { source, flags }: { source: string; flags: string },
  attacks: Attack[],
  length: number,
): Attack[] => {
  const isSure = length === secondLength
  const context = createContext({
    texts: attacks.map(
      ({ prefix, pump, suffix }) => prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix,
    ),
    // Searching goes on behind each match, as `replaceAll`, `split` and `matchAll` do.
    expression: new RegExp(source, flags.includes('g') ? flags : `${flags}g`),
    now: () => performance.now(),
    slow: [] as number[],
    suspiciousMs: (suspiciousMs * length) / firstLength,
    at: notBegun,
  })
  try {
    script.runInContext(context, { timeout: longestMs })
  } catch {
    const at = context['at'] as number
    if (at === notBegun) throw new Error('the machine is too busy to measure anything')
    if (at !== done) return [attacks[at]!]
  }
  return isSure ? [] : (context['slow'] as number[]).map((index) => attacks[index]!)
}
