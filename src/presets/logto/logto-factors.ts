import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext, RelatedFile } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { pickCell } from '../vocabulary/cells/pick-cell.js'
import { hasAnyName } from '../vocabulary/has-name.js'
import { putTotp } from '../vocabulary/put-totp.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { keyedBy } from '../vocabulary/keyed-by.js'

const codesPerSet = 10

/** Answers of `GET /api/users/:id/mfa-verifications`, one row a user: `userId` and `mfaVerifications`. */
export const logtoFactors: RelatedFile = {
  name: 'mfa',
  title: 'Second factors of users: userId and mfaVerifications',
  keysOf: keyedBy('userId', 'user_id'),
  reduce: (row) => ({ mfaVerifications: pickCell(row, ...factorCells) ?? null }),
}

const factorCells = ['mfaVerifications', 'mfa_verifications'] as const
const hasFactorCell = hasAnyName(...factorCells)

/**
 * Second factors. The database column `mfa_verifications` has the secrets; the answer of
 * `GET /api/users/:id/mfa-verifications` has the same entries without them. The rows of `GET /api/users` have neither,
 * whether somebody has second factors or not.
 */
export const putLogtoFactors = (
  user: UserRecord,
  record: JsonObject,
  id: string | undefined,
  { related }: Pick<PresetContext, 'related'>,
): void => {
  const rows = hasFactorCell(record) ? [record] : id === undefined ? [] : related(logtoFactors.name, id)
  if (rows.length === 0) {
    lose(
      user,
      'second_factors_unknown',
      'The rows of GET /api/users do not say who has second factors; whoever has some must enrol them again.',
    )
  }
  for (const row of rows) {
    for (const factor of readObjects(pickCell(row, ...factorCells))) putFactor(user, factor)
  }
}

const putFactor = (user: UserRecord, factor: JsonObject): void => {
  const type = readText(factor['type']) ?? 'unknown'
  if (type === 'Totp') {
    if (readText(factor['key']) !== undefined) putTotp(user, factor['key'])
    else lose(user, 'totp', 'The export has no secret of the TOTP factor; it must be enrolled again.')
  } else if (type === 'BackupCode') putBackupCodes(user, factor)
  else if (type === 'WebAuthn') lose(user, 'passkey', 'A passkey must be enrolled again.')
  else lose(user, 'second_factor', `The second factor ${type} must be enrolled again.`)
}

/** Logto takes a whole set only and marks none as used: a used code would come to life again. */
const putBackupCodes = (user: UserRecord, factor: JsonObject): void => {
  const codes = readObjects(factor['codes'])
  const unused = codes.flatMap((entry) => {
    const code = readText(entry['code'])
    return code === undefined || readText(entry['usedAt']) !== undefined ? [] : [code]
  })
  if (unused.length === codesPerSet && codes.length === codesPerSet) {
    user.mfa.push({ type: 'BackupCode', codes: unused })
  } else if (unused.length === 0) {
    lose(user, 'backup_codes', 'The export has no backup codes that could still be used.')
  } else lose(user, 'backup_codes', 'Some backup codes are used, and Logto takes a whole set only.')
}

const lose = (user: UserRecord, kind: string, detail: string): void => {
  user.losses.push({ kind, detail })
}
