import { describe, expect, it } from 'vitest'
import { django } from '../../src/presets/django/django.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import { describePreset } from './describe-preset.js'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { emptyContext } from './empty-context.js'
import { readContext, readFixture } from './plan-fixture.js'

const dump = 'users.json'

describePreset(
  django,
  [
    {
      file: dump,
      related: { emails: dump, socialAccounts: dump, factors: dump, groups: dump },
    },
  ],
  {
    otherForms: ['auth_user.csv', 'custom-model.json'],
    losses: ['backup_codes', 'passkey', 'password', 'role', 'second_factor', 'social_identity', 'totp'],
  },
)

describe('django', () => {
  it('reads the table auth_user with its groups', async () => {
    const context = await readContext(django, {
      groups: 'django/auth_group.csv',
      groupMembers: 'django/auth_user_groups.csv',
    })
    const [jane, disabled] = (await readFixture('django/auth_user.csv')).map((record) =>
      django.toUser(record, context),
    )
    expect(jane).toMatchObject({
      id: '1',
      username: 'jane',
      name: 'Jane Doe',
      passwordAlgorithm: 'Legacy',
      isSuspended: false,
      roles: ['Editors'],
      customData: {},
      migratedFrom: { isStaff: true, lastSignInAt: '2024-06-01T08:00:00.123Z' },
    })
    expect(disabled).toMatchObject({ isSuspended: true, passwordDigest: undefined, losses: [] })
  })

  it('reads a user model of the project and keeps its fields, but no secret ones', async () => {
    const [record = {}] = await readFixture('django/custom-model.json')
    expect(django.toUser(record, emptyContext)).toMatchObject({
      primaryEmail: 'custom@example.com',
      primaryPhone: '+14155550177',
      customData: { django: { company: 'Acme' } },
    })
    const { plan } = planUser(django.toUser(record, emptyContext) as UserRecord, defaultPlanRules)
    expect(plan?.create.customData).toMatchObject({ django: { company: 'Acme' } })
    expect(JSON.stringify(plan)).not.toContain('not-to-be-kept')
  })

  it('knows a dump of everything by its first rows', () => {
    const rows = [{ model: 'contenttypes.contenttype', pk: 1, fields: { app_label: 'auth', model: 'user' } }]
    expect(django.recognise(rows).score).toBeGreaterThanOrEqual(0.7)
  })
})
