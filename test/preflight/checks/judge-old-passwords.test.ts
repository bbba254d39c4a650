import { describe, expect, it } from 'vitest'
import { judgeOldPasswords } from '../../../src/preflight/checks/judge-old-passwords.js'
import { createNeed } from '../../../src/preflight/preflight-check.js'

const old = { users: 2, examples: [{ file: 'users.json', line: 1, ordinal: 1 }] }

describe('old passwords that work at the first sign-in', () => {
  it.each([
    ['ours', 'ok', 'is in place'],
    ['none', 'warning', 'is not in place yet'],
    ['foreign', 'warning', 'Logto runs only one'],
    ['absent', 'failed', 'came with 1.42'],
    ['not_in_plan', 'failed', 'plan of this tenant has no Actions'],
  ] as const)('where the action of the target is %s: %s', (state, status, said) => {
    const checks = judgeOldPasswords(old, state)
    expect(checks).toHaveLength(1)
    expect(checks[0]).toMatchObject({ name: 'old_passwords', status, users: 2 })
    expect(checks[0]?.message).toContain('2 users')
    expect(checks[0]?.message).toContain(said)
  })

  it('are not spoken of where nobody has one', () => {
    expect(judgeOldPasswords(createNeed(), 'absent')).toEqual([])
  })
})
