import { describe, expect, it } from 'vitest'
import { werkzeug } from '../../src/presets/werkzeug/werkzeug.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

describePreset(werkzeug, [
  { file: 'users.csv', related: { roles: 'roles.csv' } },
  { file: 'flask-security.json', expected: 'flask-security.expected-plans.json' },
])

describe('werkzeug', () => {
  it('takes Flask-Security hashes when the operator says that they are not hashed twice', () => {
    const password = '$2b$12$o6hx.Wog/wvFSkT/Bp/6DOxCtLRTDj7lm9on9suF/WaCGNVHbkfL6'
    const record = { id: 1, email: 'a@example.com', fs_uniquifier: 'x', password }
    expect(werkzeug.toUser(record, emptyContext)).toMatchObject({ unconvertiblePassword: { reason: 'hmac' } })
    const context = { ...emptyContext, passwordParams: { doubleHash: false } }
    expect(werkzeug.toUser(record, context)).toMatchObject({ passwordAlgorithm: 'Bcrypt' })
  })

  it('does not take the hashes of Django for its own', () => {
    const record = { id: 1, password: 'pbkdf2_sha256$600000$salt$aGFzaA==' }
    expect(werkzeug.recognise([record]).score).toBe(0)
  })
})
