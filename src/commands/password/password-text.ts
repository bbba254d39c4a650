import type { PasswordDiagnosis } from '../../password/diagnose/diagnose-password.js'
import type { PasswordExplanation } from '../../password/explain-password.js'
import type { PasswordReasonKind } from '../../password/password-reasons.js'

const kindTexts: Record<PasswordReasonKind, string> = {
  absent: 'there is no password to carry over',
  ask: 'it may convert once the missing fact is stated, see --param',
  impossible: 'these users reset their password',
  malformed: 'look at the export',
}

/** An explanation for people. The digest is part of it: that is what was asked for. */
export const describeExplanation = (
  answer: PasswordExplanation & { source: string; proof: PasswordDiagnosis | undefined },
): string => {
  const { family, source, conversion, kind, warnings, proof } = answer
  const lines = [`Stored: ${family}, read as ${source}`]
  if ('reason' in conversion) {
    lines.push(`Logto gets: nothing (${conversion.reason})`, `  ${conversion.message}`)
    if (kind !== undefined) lines.push(`  That is: ${kindTexts[kind]}`)
  } else if ('password' in conversion) {
    lines.push('Logto gets: the password itself, which it hashes (the source keeps plaintext)')
  } else {
    lines.push(`Logto gets: ${conversion.passwordAlgorithm}${describeParameters(answer)}`)
    lines.push(`  ${conversion.passwordDigest}`)
  }
  for (const { code, message } of warnings) lines.push(`Warning: ${code}. ${message}`)
  if (proof !== undefined) {
    const isRight = proof.cause === 'verifies' && !('reason' in conversion)
    lines.push(`Password: ${isRight ? 'right' : 'WRONG'} (${proof.cause}). ${proof.message}`)
  }
  return `${lines.join('\n')}\n`
}

const describeParameters = ({ parameters }: PasswordExplanation): string => {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name} ${value}`)
  return pairs.length === 0 ? '' : ` (${pairs.join(', ')})`
}
