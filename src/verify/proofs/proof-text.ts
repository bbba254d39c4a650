import type { PasswordProof, ProofOutcome, ProofReport } from './password-proofs.js'

const outcomeTexts: Record<ProofOutcome, string> = {
  right: 'right',
  wrong: 'WRONG',
  unusable_hash: 'WRONG: Logto fails on the stored hash (500)',
  no_password: 'no password',
  rejected: 'the record is rejected or left out',
  not_found: 'NOT FOUND: nobody has this key or identifier',
}

/** The proofs for people: every account that is not right, and the sum by family. */
export const describeProofs = ({ counts, families, users }: ProofReport): string => {
  const total = users.length
  const lines = [
    `Known passwords: ${counts.right} of ${total} right, ${counts.wrong + counts.unusable_hash} wrong, ` +
      `${counts.no_password} without a password, ${counts.rejected} rejected, ${counts.not_found} not found`,
    ...Object.entries(families).map(
      ([family, { right, wrong }]) => `  ${family}: ${right} right, ${wrong} wrong`,
    ),
    ...users.filter(({ outcome }) => outcome !== 'right').map(describeProof),
  ]
  return `${lines.join('\n')}\n`
}

const describeProof = ({ key, family, outcome, cause, message }: PasswordProof): string => {
  const about = family === undefined ? '' : ` (${family})`
  const why = cause === undefined ? '' : `: ${cause}. ${message ?? ''}`
  return `  ${key}${about}: ${outcomeTexts[outcome]}${why}`.trimEnd()
}
