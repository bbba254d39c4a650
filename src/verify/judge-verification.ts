import type { CompareReport } from './compare/compare-report.js'
import type { ProofReport } from './proofs/password-proofs.js'

/** Why a target is not verified; empty when it is. Nobody looked at is no proof of anything. */
export const judgeVerification = (
  compared: CompareReport | undefined,
  passwordProof: ProofReport | undefined,
): string[] => [
  ...(compared === undefined ? [] : judgeComparison(compared)),
  ...(passwordProof === undefined ? [] : judgeProofs(passwordProof)),
]

const judgeComparison = (compared: CompareReport): string[] => {
  const { users, different, missing, notImported, existing, unnamed } = compared
  const reasons: string[] = []
  if (users === 0) {
    const why =
      notImported + existing === 0
        ? 'the source holds no record'
        : `${count(notImported)} records were not imported, ${count(existing)} users were there before the run`
    reasons.push(`nobody was compared: ${why}`)
  }
  if (different + missing > 0) reasons.push(`${count(different)} users differ, ${count(missing)} are missing`)
  if (unnamed > 0)
    reasons.push(`${count(unnamed)} users carry the mark of the run and are not in its checkpoint`)
  return reasons
}

const judgeProofs = ({ counts, isProved }: ProofReport): string[] => {
  const { wrong, unusable_hash: unusable, not_found: notFound, right } = counts
  if (!isProved) return [`${count(wrong + unusable + notFound)} known passwords are not right`]
  return right === 0 ? ['no known password was proved'] : []
}

const count = (number: number): string => number.toLocaleString('en-US')
