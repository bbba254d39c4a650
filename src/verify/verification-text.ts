import type { CompareReport } from './compare/compare-report.js'
import type { ProofReport } from './proofs/password-proofs.js'
import { describeProofs } from './proofs/proof-text.js'

/** What the target was found to hold. */
export interface Verification {
  endpoint: string
  /** How users were found: by the ids in the checkpoint, or by their identifiers. */
  by: 'checkpoint' | 'identifiers'
  compared: CompareReport | undefined
  /** File of the differences; undefined when there are none. */
  differences: string | undefined
  passwordProof: ProofReport | undefined
  /** Why not; empty when it is verified. */
  reasons: string[]
  isVerified: boolean
}

/** A verification for people. */
export const describeVerification = (found: Verification): string => {
  const { endpoint, by, compared, differences, passwordProof, reasons, isVerified } = found
  const lines = [
    `Target: ${endpoint}, users found by ${by === 'checkpoint' ? 'the ids in the checkpoint' : 'their identifiers'}`,
    ...(compared === undefined ? [] : describeComparison(compared)),
    ...(differences === undefined ? [] : [`Differences: ${differences}`]),
  ]
  const proof = passwordProof === undefined ? '' : describeProofs(passwordProof)
  return `${lines.join('\n')}\n${proof}${isVerified ? 'Verified.' : `Not verified: ${reasons.join('; ')}.`}\n`
}

const describeComparison = (compared: CompareReport): string[] => {
  const { users, same, different, missing, notImported, existing, factorsAsked, unnamed, scanned } = compared
  return [
    `${count(users)} users compared: ${count(same)} as in the source, ${count(different)} different, ${count(missing)} missing`,
    `Not compared: ${count(notImported)} not imported, ${count(existing)} there before the run`,
    ...(factorsAsked === 0 ? [] : [`Second factors: ${count(factorsAsked)} users asked for one by one`]),
    ...(scanned === undefined
      ? []
      : [
          `Users who carry the mark of the run and are not in its checkpoint: ${count(unnamed)} (${count(scanned)} users looked at)`,
        ]),
    ...describeFields(compared),
  ]
}

/** A table of users by field. */
const describeFields = ({ fields, extras }: CompareReport): string[] => {
  const names = [...new Set([...Object.keys(fields), ...Object.keys(extras)])]
  if (names.length === 0) return []
  const totalOf = (name: string): number => (fields[name] ?? 0) + (extras[name] ?? 0)
  const rows = names
    .sort((a, b) => totalOf(b) - totalOf(a))
    .map((name) => [name, count(fields[name] ?? 0), count(extras[name] ?? 0)])
  const width = names.reduce((longest, name) => Math.max(longest, name.length), 0)
  return [['field', 'differ', 'have more'], ...rows].map(
    ([name = '', differ = '', more = '']) =>
      `  ${name.padEnd(width)}  ${differ.padStart(9)}  ${more.padStart(9)}`,
  )
}

const count = (number: number): string => number.toLocaleString('en-US')
