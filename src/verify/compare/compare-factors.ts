import type { MfaVerification } from '../../logto/calls/mfa-verifications.js'
import type { SecondFactor } from '../../presets/user-record.js'
import type { FieldDifference } from './compare-user.js'

/**
 * Second factors by kind, and how many backup codes are unused; Logto gives out no secret, so that nothing more can be
 * compared. Whoever has signed in may have used some codes.
 */
export const compareFactors = (
  expected: readonly SecondFactor[],
  actual: readonly MfaVerification[],
  hasSignedIn: boolean,
): FieldDifference[] => {
  const differences: FieldDifference[] = []
  for (const factor of expected) {
    const field = `mfa.${factor.type}`
    const found = actual.find(({ type }) => type === factor.type)
    if (found === undefined) {
      differences.push({ field, expected: factor.type, actual: null })
    } else if (factor.type === 'BackupCode' && found.remainCodes !== undefined) {
      const codes = factor.codes.length
      const isSame = hasSignedIn ? found.remainCodes <= codes : found.remainCodes === codes
      if (!isSame)
        differences.push({ field, expected: `${codes} unused`, actual: `${found.remainCodes} unused` })
    }
  }
  for (const { type } of actual) {
    if (expected.some((factor) => factor.type === type)) continue
    differences.push({ field: `mfa.${type}`, expected: null, actual: type, isExtra: true })
  }
  return differences
}
