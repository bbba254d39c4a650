import { describe, expect, it } from 'vitest'
import { supabase } from '../../src/presets/supabase/supabase.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

const related = { identities: 'identities.csv', factors: 'mfa-factors.csv' }
const context = { nowMs: Date.parse('2025-01-01T00:00:00Z') }

describePreset(supabase, [
  { file: 'users.json', related, context },
  { file: 'users.csv', related, context, expected: 'users.csv.expected-plans.json' },
  { file: 'admin-api.json', context, expected: 'admin-api.expected-plans.json' },
])

describe('supabase', () => {
  it.each([
    { id: 'infinity', bannedUntil: 'infinity', isSuspended: true },
    { id: 'a date to come', bannedUntil: '2025-01-01 00:00:01+00', isSuspended: true },
    { id: 'a date gone by', bannedUntil: '2025-01-01 00:00:00+00', isSuspended: undefined },
    { id: 'never', bannedUntil: null, isSuspended: undefined },
  ])('reads a ban until $id', ({ bannedUntil, isSuspended }) => {
    const record = { id: 'a', banned_until: bannedUntil }
    expect(supabase.toUser(record, { ...emptyContext, ...context })).toHaveProperty(
      'isSuspended',
      isSuspended,
    )
  })

  it('counts a ban as lasting when the time is not known', () => {
    const record = { id: 'a', banned_until: '2020-01-01 00:00:00+00' }
    expect(supabase.toUser(record, emptyContext)).toMatchObject({ isSuspended: true })
  })

  it('does not take a confirmed phone for a confirmed address', () => {
    const confirmed = { email: 'a@example.com', confirmed_at: '2024-01-15T10:30:00Z' }
    const byPhone = { ...confirmed, phone: '14155550100', phone_confirmed_at: '2024-01-15T10:30:00Z' }
    expect(supabase.toUser(confirmed, emptyContext)).toMatchObject({ emailVerified: true })
    expect(supabase.toUser(byPhone, emptyContext)).toMatchObject({
      emailVerified: false,
      phoneVerified: true,
    })
  })
})
