import { describe, expect, it } from 'vitest'
import type { Hook } from '../../../src/logto/calls/hooks.js'
import type { SignInExperience } from '../../../src/logto/calls/sign-in-experience.js'
import { judgeDefaultRoles, judgePolicies } from '../../../src/preflight/checks/judge-policies.js'
import { judgeWebhooks } from '../../../src/preflight/checks/judge-webhooks.js'
import { readPasswordPolicy } from '../../../src/preflight/checks/password-policy.js'
import { PlanNeeds } from '../../../src/preflight/plan-needs.js'
import { readUsernamePolicy } from '../../../src/preflight/checks/username-policy.js'
import { plannedRecords } from '../planned-record.js'

const experience: SignInExperience = {
  signIn: { methods: [] },
  socialSignInConnectorTargets: [],
  mfa: { factors: [], policy: 'UserControlled' },
}

const needsOf = (users: object[], { usernamePolicy, passwordPolicy }: Partial<SignInExperience> = {}) => {
  const username = readUsernamePolicy(usernamePolicy)
  const needs = new PlanNeeds({
    username,
    password: readPasswordPolicy(passwordPolicy),
    ssoDomains: new Set(),
  })
  for (const record of plannedRecords(users)) needs.add(record)
  return needs
}

const judge = (users: object[], settings: Partial<SignInExperience> = {}) =>
  judgePolicies(needsOf(users, settings), { ...experience, ...settings })

describe('policies', () => {
  it('are silent when nothing of the input meets them', () => {
    expect(judge([{ username: 'ann' }])).toEqual([])
  })

  it('take usernames of two cases for one where the tenant does', () => {
    const users = [{ username: 'ann' }, { username: 'Ann' }]
    expect(judge(users)).toEqual([])
    expect(judge(users, { usernamePolicy: { caseSensitive: false } })).toMatchObject([
      { name: 'username_policy', status: 'failed', users: 1, examples: [{ line: 2 }] },
    ])
  })

  it.each([
    ['too short', { minLength: 4 }, 'ann', true],
    ['long enough', { minLength: 3 }, 'ann', false],
    ['too long', { maxLength: 2 }, 'ann', true],
    ['with an underscore', { allowedChars: { underscore: false } }, 'a_n', true],
    ['with a capital', { allowedChars: { uppercase: false } }, 'Ann', true],
    ['with a digit that is allowed', { allowedChars: { uppercase: false, numbers: true } }, 'a1', false],
  ])('know a username %s', (_title, usernamePolicy, username, isOdd) => {
    const checks = judge([{ username }], { usernamePolicy })
    expect(checks.map(({ name, status }) => ({ name, status }))).toEqual(
      isOdd ? [{ name: 'username_policy', status: 'warning' }] : [],
    )
  })

  it.each([
    ['short', {}, 'Abc12', 1],
    ['of one kind of character where two are asked for', { characterTypes: { min: 2 } }, 'abcdefghi', 1],
    ['of two kinds', { characterTypes: { min: 2 } }, 'abcdefgh1', 0],
    ['short, where the tenant allows it', { length: { min: 4 } }, 'abcd', 0],
  ])('concern plaintext passwords alone: %s', (_title, passwordPolicy, password, weak) => {
    const digest = { passwordDigest: '5ebe2294ecd0e0f08eab7690d2a6ee69', passwordAlgorithm: 'MD5' }
    const checks = judge(
      [
        { username: 'a', password },
        { username: 'b', ...digest },
      ],
      { passwordPolicy },
    )
    expect(checks.map(({ users }) => users)).toEqual(weak === 0 ? [1] : [1, 1])
    expect(JSON.stringify(checks)).not.toContain(password)
  })

  it('fail where passwords are to expire and the tenant has no such thing', () => {
    const users = [{ username: 'a', isPasswordExpired: true }]
    expect(judge(users)).toMatchObject([{ name: 'password_expiration', status: 'failed', users: 1 }])
    expect(judge(users, { passwordExpiration: { enabled: true, validPeriodDays: 90 } })).toEqual([])
  })

  it.each([{ enabled: true }, { enabled: true, validPeriodDays: 0 }, { validPeriodDays: 90 }, {}])(
    'fail where passwords are to expire and the tenant has no period for it: %j',
    (passwordExpiration) => {
      const users = [{ username: 'a', isPasswordExpired: true }]
      expect(judge(users, { passwordExpiration })).toMatchObject([{ name: 'password_expiration' }])
    },
  )

  it('say nothing of expiration where no password is to expire', () => {
    expect(judge([{ username: 'a' }])).toEqual([])
  })

  it('warn of second factors that are not enabled', () => {
    const users = [{ username: 'a', mfa: [{ type: 'Totp', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }] }]
    expect(judge(users)).toMatchObject([{ name: 'second_factors', status: 'warning', users: 1 }])
    expect(judge(users, { mfa: { factors: ['Totp'], policy: 'UserControlled' } })).toEqual([])
  })
})

describe('default roles', () => {
  const role = { id: 'r', name: 'member', description: '', type: 'User' as const, isDefault: true }

  it('are named, those of machines aside', () => {
    const robot = { ...role, name: 'robot', type: 'MachineToMachine' as const }
    expect(judgeDefaultRoles([role, robot])).toMatchObject({ status: 'warning' })
    expect(judgeDefaultRoles([role, robot]).message).toMatch(/: member\.$/)
    expect(judgeDefaultRoles([{ ...role, isDefault: false }])).toMatchObject({ status: 'ok' })
  })
})

describe('webhooks', () => {
  const hook = (more: Partial<Hook> = {}): Hook => ({
    id: 'h',
    name: 'welcome mail',
    event: null,
    events: ['User.Created'],
    enabled: true,
    config: { url: 'https://crm.example.com/hook?token=s3cret' },
    ...more,
  })
  const users = [{ username: 'a' }, { username: 'b', isSuspended: true, organizations: [{ name: 'Acme' }] }]

  it('are named with their host, the event and the users, and without what their URL may hide', () => {
    const [check, ...rest] = judgeWebhooks([hook()], needsOf(users))
    expect(rest).toEqual([])
    expect(check).toMatchObject({ status: 'warning', users: 2 })
    expect(check?.message).toMatch(
      /^Fires for each of 2 users \(User\.Created\): welcome mail \(crm\.example\.com\)\./,
    )
    expect(JSON.stringify(check)).not.toContain('s3cret')
  })

  it.each([
    ['the old single event', { events: [], event: 'User.Created' }, ['User.Created']],
    [
      'every event that the input causes',
      { events: ['User.SuspensionStatus.Updated', 'Organization.Membership.Updated', 'User.Deleted'] },
      ['User.SuspensionStatus.Updated', 'Organization.Membership.Updated'],
    ],
  ])('fire for %s', (_title, more, events) => {
    const messages = judgeWebhooks([hook(more)], needsOf(users)).map(({ message }) => message)
    expect(messages).toHaveLength(events.length)
    for (const [index, event] of events.entries()) expect(messages[index]).toContain(`(${event})`)
  })

  it('fire for users of the target that are updated', () => {
    const updated = hook({ events: ['User.Data.Updated'] })
    expect(judgeWebhooks([updated], needsOf(users), { held: 1, updated: 5 })).toMatchObject([
      { status: 'warning', users: 5 },
    ])
    expect(judgeWebhooks([updated], needsOf(users))).toMatchObject([{ status: 'ok' }])
    expect(judgeWebhooks([hook()], needsOf(users), { held: 1, updated: 0 })).toMatchObject([{ users: 1 }])
    expect(judgeWebhooks([hook()], needsOf(users), { held: 2, updated: 0 })).toMatchObject([{ status: 'ok' }])
  })

  it('are silent when disabled, when for something else, and for what the input does not hold', () => {
    const disabled = judgeWebhooks([hook({ enabled: false })], needsOf(users))
    expect(disabled).toMatchObject([{ status: 'ok', message: expect.stringContaining('disabled: welcome') }])
    const none = { events: ['User.SuspensionStatus.Updated'] }
    expect(judgeWebhooks([hook(none)], needsOf([{ username: 'a' }]))).toMatchObject([{ status: 'ok' }])
    expect(judgeWebhooks([hook({ events: ['PostSignIn'] })], undefined)).toMatchObject([{ status: 'ok' }])
  })
})
