import type { SecondFactor, UserRecord } from '../../presets/user-record.js'
import { readTotpSecret } from '../../presets/vocabulary/totp-secret.js'
import { describeType } from '../checks/describe-type.js'
import type { Findings } from '../findings.js'

const none: SecondFactor[] = []

/**
 * Second factors in the order Logto needs: TOTP before backup codes. One that does not fit is a loss and a
 * warning, not a rejected user: whoever loses it enrols again.
 */
export const planFactors = (user: UserRecord, findings: Findings): SecondFactor[] => {
  const factors: unknown = user.mfa
  if (factors === undefined || factors === null) return none
  if (!Array.isArray(factors)) {
    findings.addProblem('wrong_type', 'mfa', `mfa: expected an array, got ${describeType(factors)}.`)
    return none
  }
  if (factors.length === 0) return none
  const totp = planTotp(factors, findings)
  const backupCodes = planBackupCodes(factors, totp !== undefined, findings)
  return [totp, backupCodes].filter((factor) => factor !== undefined)
}

const planTotp = (factors: unknown[], findings: Findings): SecondFactor | undefined => {
  let planned: SecondFactor | undefined
  for (const [index, factor] of factors.entries()) {
    if (hasType(factor, 'BackupCode')) continue
    const field = `mfa[${index}]`
    if (!hasType(factor, 'Totp')) {
      findings.addProblem('wrong_type', field, `${field}: expected a factor of type Totp or BackupCode.`)
      continue
    }
    const secret = 'secret' in factor ? factor.secret : undefined
    const result =
      typeof secret === 'string' ? readTotpSecret(secret) : { loss: 'The TOTP secret is no text.' }
    if ('loss' in result) dropTotp(field, result.loss, findings)
    else if (planned !== undefined)
      dropTotp(field, 'A second TOTP factor: Logto holds one per user.', findings)
    else planned = { type: 'Totp', secret: result.secret }
  }
  return planned
}

const dropTotp = (field: string, detail: string, findings: Findings): void => {
  findings.addLoss('totp', detail)
  findings.addWarning('totp_dropped', field, `${field}: ${detail}`)
}

const planBackupCodes = (
  factors: unknown[],
  hasTotp: boolean,
  findings: Findings,
): SecondFactor | undefined => {
  let planned: SecondFactor | undefined
  for (const [index, factor] of factors.entries()) {
    if (!hasType(factor, 'BackupCode')) continue
    const codes = 'codes' in factor ? factor.codes : undefined
    if (planned === undefined && hasTotp && areBackupCodes(codes)) planned = { type: 'BackupCode', codes }
    else {
      const field = `mfa[${index}]`
      const detail = hasTotp
        ? 'Logto takes one set of exactly 10 backup codes of 10 hex digits.'
        : 'Logto takes backup codes only beside a TOTP factor.'
      findings.addLoss('backup_codes', detail)
      findings.addWarning('backup_codes_dropped', field, `${field}: ${detail}`)
    }
  }
  return planned
}

const areBackupCodes = (codes: unknown): codes is string[] =>
  Array.isArray(codes) &&
  codes.length === 10 &&
  codes.every((code) => typeof code === 'string' && /^[\da-f]{10}$/i.test(code))

const hasType = <Type extends string>(factor: unknown, type: Type): factor is { type: Type } =>
  typeof factor === 'object' && factor !== null && 'type' in factor && factor.type === type
