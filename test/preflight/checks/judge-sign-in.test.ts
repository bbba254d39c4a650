import { describe, expect, it } from 'vitest'
import type { Connector } from '../../../src/logto/calls/connectors.js'
import type { SignInExperience } from '../../../src/logto/calls/sign-in-experience.js'
import { judgeSignIn } from '../../../src/preflight/checks/judge-sign-in.js'
import { readPasswordPolicy } from '../../../src/preflight/checks/password-policy.js'
import { PlanNeeds } from '../../../src/preflight/plan-needs.js'
import { readUsernamePolicy } from '../../../src/preflight/checks/username-policy.js'
import { plannedRecord } from '../planned-record.js'

type Method = SignInExperience['signIn']['methods'][number]

const method = (identifier: Method['identifier'], ways: string): Method => ({
  identifier,
  password: ways.includes('password'),
  verificationCode: ways.includes('code'),
})

const connector = (type: Connector['type'], target: string): Connector => ({
  id: target,
  connectorId: target,
  target,
  type,
})

const mail = connector('Email', 'smtp')
const sms = connector('Sms', 'twilio')
const google = connector('Social', 'google')

const username = [method('username', 'password')]
const emailPassword = [method('email', 'password')]
const emailCode = [method('email', 'code')]
const phoneCode = [method('phone', 'code')]

const digest = { passwordDigest: '5ebe2294ecd0e0f08eab7690d2a6ee69', passwordAlgorithm: 'MD5' }
const identities = { google: { userId: 'g' } }

const judge = (
  user: object,
  methods: Method[],
  connectors: Connector[],
  more: Partial<SignInExperience> = {},
) => {
  const needs = createNeeds()
  needs.add(plannedRecord(user))
  return judgeSignIn([...needs.signIns.values()], offering(methods, more), connectors, true)
}

const createNeeds = (): PlanNeeds =>
  new PlanNeeds({
    username: readUsernamePolicy({}),
    password: readPasswordPolicy({}),
    ssoDomains: new Set(['acme.com']),
  })

const offering = (methods: Method[], more: Partial<SignInExperience> = {}): SignInExperience => ({
  signIn: { methods },
  socialSignInConnectorTargets: [],
  mfa: { factors: [], policy: 'UserControlled' },
  ...more,
})

const never = 'cannot sign in as the tenant is set'
const sso = 'belongs to enterprise single sign-on'
const later = 'only after "Forgot password"'
const now = '1 user can sign in.'
const socialTargets = { socialSignInConnectorTargets: ['google'] }

describe('a user', () => {
  it.each([
    ['username and password, username offered', { username: 'a', ...digest }, username, [], {}, now],
    ['username without password', { username: 'a' }, username, [], {}, never],
    [
      'e-mail and password, only username offered',
      { primaryEmail: 'a@b.co', ...digest },
      username,
      [mail],
      {},
      never,
    ],
    ['e-mail and password, offered', { primaryEmail: 'a@b.co', ...digest }, emailPassword, [], {}, now],
    ['e-mail without password, code offered', { primaryEmail: 'a@b.co' }, emailCode, [mail], {}, now],
    [
      'e-mail without password, code offered, nothing sends it',
      { primaryEmail: 'a@b.co' },
      emailCode,
      [sms],
      {},
      never,
    ],
    [
      'e-mail without password, password offered, reset possible',
      { primaryEmail: 'a@b.co' },
      emailPassword,
      [mail],
      {},
      later,
    ],
    [
      'e-mail without password, reset turned off',
      { primaryEmail: 'a@b.co' },
      emailPassword,
      [mail],
      { forgotPasswordMethods: [] },
      never,
    ],
    [
      'e-mail without password, reset by e-mail turned on',
      { primaryEmail: 'a@b.co' },
      emailPassword,
      [mail],
      { forgotPasswordMethods: ['EmailVerificationCode'] },
      later,
    ],
    [
      'an e-mail address of enterprise single sign-on',
      { primaryEmail: 'a@ACME.com', ...digest },
      emailPassword,
      [mail],
      {},
      sso,
    ],
    ['an e-mail address below its domain', { primaryEmail: 'a@x.acme.com' }, emailCode, [mail], {}, now],
    ['phone only, SMS offered', { primaryPhone: '+14155552671' }, phoneCode, [sms], {}, now],
    ['phone only, no SMS connector', { primaryPhone: '+14155552671' }, phoneCode, [mail], {}, never],
    ['phone only, e-mail offered', { primaryPhone: '+14155552671' }, emailCode, [mail, sms], {}, never],
    ['social only, on the page', { identities }, username, [google], socialTargets, now],
    ['social only, connector not on the page', { identities }, username, [google], {}, never],
    ['social only, on the page without connector', { identities }, username, [], socialTargets, never],
    ['social and e-mail', { identities, primaryEmail: 'a@b.co' }, emailCode, [mail], {}, now],
  ])('with %s', (_title, user, methods, connectors, more, expected) => {
    const { checks, withoutSignIn } = judge(user, methods, connectors, more)
    expect(withoutSignIn).toBe(expected === never ? 1 : 0)
    expect(checks).toHaveLength(1)
    expect(checks[0]?.message).toContain(expected)
    expect(checks[0]).toMatchObject({ users: 1, status: expected === now ? 'ok' : 'warning' })
  })

  it('with an old password gets in by it where the tenant has Actions and takes passwords', () => {
    const place = plannedRecord({ username: 'a' })
    const needs = createNeeds()
    needs.add({ ...place, plan: { ...place.plan, pendingPassword: {} } })
    const groups = [...needs.signIns.values()]
    const judged = (methods: Method[], hasActions: boolean) =>
      judgeSignIn(groups, offering(methods), [], hasActions)
    expect(judged(username, true)).toMatchObject({
      withoutSignIn: 0,
      checks: [
        { status: 'ok', message: '1 user can sign in with the old password, while trickle serve runs.' },
      ],
    })
    expect(judged(username, false).checks[0]?.message).toContain('1 with username, old password.')
    expect(judged(emailCode, true).withoutSignIn).toBe(1)
  })

  it('who cannot sign in is described by what there is, beside what the tenant offers', () => {
    const {
      checks: [check],
    } = judge({ primaryPhone: '+14155552671', ...digest }, emailCode, [])
    expect(check?.message).toBe(
      '1 user cannot sign in as the tenant is set: 1 with phone, password. It offers e-mail with code (no connector sends it).',
    )
    expect(check?.examples).toEqual([{ file: 'users.json', line: 1, ordinal: 1 }])
  })
})
