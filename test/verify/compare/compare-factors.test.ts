import { describe, expect, it } from 'vitest'
import type { MfaVerification } from '../../../src/logto/calls/mfa-verifications.js'
import type { SecondFactor } from '../../../src/presets/user-record.js'
import { compareFactors } from '../../../src/verify/compare/compare-factors.js'

const totp: SecondFactor = { type: 'Totp', secret: 'JBSWY3DPEHPK3PXP' }
const codes: SecondFactor = { type: 'BackupCode', codes: Array.from({ length: 10 }, () => '0123456789') }
const stored = (type: string, remainCodes?: number): MfaVerification => ({
  id: type,
  type,
  ...(remainCodes === undefined ? {} : { remainCodes }),
})

describe('second factors', () => {
  const cases: [string, SecondFactor[], MfaVerification[], boolean, object[]][] = [
    ['are the same', [totp, codes], [stored('Totp'), stored('BackupCode', 10)], false, []],
    ['lack one', [totp], [], false, [{ field: 'mfa.Totp', expected: 'Totp', actual: null }]],
    [
      'have one more',
      [totp],
      [stored('Totp'), stored('WebAuthn')],
      false,
      [{ field: 'mfa.WebAuthn', expected: null, actual: 'WebAuthn', isExtra: true }],
    ],
    [
      'have fewer codes without a sign-in',
      [codes],
      [stored('BackupCode', 9)],
      false,
      [{ field: 'mfa.BackupCode', expected: '10 unused', actual: '9 unused' }],
    ],
    ['have used some codes', [codes], [stored('BackupCode', 4)], true, []],
    [
      'have more codes than were brought in',
      [codes],
      [stored('BackupCode', 11)],
      true,
      [{ field: 'mfa.BackupCode', expected: '10 unused', actual: '11 unused' }],
    ],
    ['come from a Logto that counts no codes', [codes], [stored('BackupCode')], false, []],
  ]
  it.each(cases)('that %s', (_title, expected, actual, hasSignedIn, differences) => {
    expect(compareFactors(expected, actual, hasSignedIn)).toEqual(differences)
  })
})
