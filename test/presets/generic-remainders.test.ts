import { describe, expect, it } from 'vitest'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { FieldUse } from '../../src/presets/field-use.js'
import { generic } from '../../src/presets/generic/generic.js'
import { isSkip } from '../../src/presets/preset.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

const mapAll = (sample: JsonObject[]): UserRecord[] => {
  const context = { ...emptyContext, sample }
  return sample.map((record) => {
    const user = generic.toUser(record, context)
    if (isSkip(user)) throw new Error(user.reason)
    return user
  })
}

const flagsOf = (column: string, values: readonly JsonValue[], field: 'emailVerified' | 'phoneVerified') =>
  mapAll(values.map((value, index) => ({ id: String(index), [column]: value }))).map((user) => user[field])

describe('an empty cell of a verified flag', () => {
  it.each<[string, JsonValue[], (boolean | undefined)[]]>([
    ['email_verified', ['true', '', 'false'], [true, false, false]],
    ['is_email_verified', [true, null], [true, false]],
    ['email_verified', ['', ''], [undefined, undefined]],
    ['email_confirmed', [null, null], [undefined, undefined]],
  ])('%s: %j', (column, values, flags) => {
    expect(flagsOf(column, values, 'emailVerified')).toEqual(flags)
  })

  it('says nothing where the field itself is absent', () => {
    const [, absent] = mapAll([{ id: '1', email_verified: true }, { id: '2' }])
    expect(absent?.emailVerified).toBeUndefined()
  })

  it('holds for phones', () => {
    expect(flagsOf('phone_verified', ['1', ''], 'phoneVerified')).toEqual([true, false])
  })
})

describe('a flag in the column of passwords is none', () => {
  it.each(['true', 'TRUE', 'yes', 't', true])('%s: it is elsewhere', (password) => {
    const [user] = mapAll([{ id: '1', username: 'ada', password }])
    expect(user?.password).toBeUndefined()
    expect(user?.losses).toMatchObject([{ kind: 'password', reason: 'password_elsewhere' }])
  })

  it.each(['false', 'No', 'f', false])('%s: there is none, and nothing is lost', (password) => {
    const [user] = mapAll([{ id: '1', username: 'ada', password }])
    expect(user).toMatchObject({ losses: [] })
    expect(user?.password).toBeUndefined()
  })

  it.each(['hasPassword', 'has_password', 'password_set', 'passwordEnabled', 'is_password_set'])(
    '%s',
    (name) => {
      const [user] = mapAll([{ id: '1', username: 'ada', [name]: 'true' }])
      expect(user).toMatchObject({ losses: [], customData: { [name]: 'true' } })
      expect(user?.password).toBeUndefined()
    },
  )
})

it('a cell of JSON that loses a secret keeps its numbers digit for digit', () => {
  const cell = '{"orderId":123456789012345678901,"access_token":"abcdefghijklmnop123","n":9007199254740993}'
  const [user] = mapAll([{ id: '1', username: 'ada', meta: cell }])
  const { plan } = planUser(user!, defaultPlanRules)
  const kept = JSON.stringify(plan?.create.customData)
  expect(kept).toContain('123456789012345678901')
  expect(kept).toContain('9007199254740993')
  expect(kept).not.toContain('abcdefghijklmnop123')
})

describe('an answer beside its question', () => {
  it.each([
    ['security_question', 'antwort'],
    ['Geheimfrage', 'Antwort'],
    ['question', 'answer'],
    ['pregunta_secreta', 'respuesta'],
    ['domanda', 'risposta'],
  ])('%s, %s', (question, answer) => {
    const [user] = mapAll([{ id: '1', username: 'ada', [question]: 'Which pet?', [answer]: 'rex the dog' }])
    const { plan } = planUser(user!, defaultPlanRules)
    expect(JSON.stringify(plan)).not.toContain('rex the dog')
  })

  it('is a text where no question is', () => {
    const [user] = mapAll([{ id: '1', username: 'ada', answer: 'gladly' }])
    expect(JSON.stringify(planUser(user!, defaultPlanRules).plan)).toContain('gladly')
  })
})

describe('ids are texts', () => {
  it.each<[JsonValue, string]>([
    ['007', '007'],
    [7, '7'],
    ['12345678901234567890', '12345678901234567890'],
    [9007199254740991, '9007199254740991'],
    ['ABC', 'ABC'],
    ['abc', 'abc'],
    ['0x1F', '0x1F'],
    ['1e3', '1e3'],
    [-0, '0'],
  ])('%j', (id, key) => {
    const [user] = mapAll([{ id, username: 'ada' }])
    expect(user?.id).toBe(key)
  })
})

describe('an object of claims', () => {
  it('is read by any name that a claim, the name or the picture goes by', () => {
    const [user] = mapAll([
      {
        username: 'ann',
        profile: {
          display_name: 'Ann Lee',
          'first-name': 'Ann',
          Nachname: 'Lee',
          picture: 'https://example.com/a.png',
          birthday: '1990-12-25',
          lang: 'de',
          given_name: null,
          favourite: 'green',
        },
      },
    ])
    expect(user).toMatchObject({
      name: 'Ann Lee',
      avatar: 'https://example.com/a.png',
      profile: { givenName: 'Ann', familyName: 'Lee', birthdate: '1990-12-25', locale: 'de' },
      customData: { profile: { favourite: 'green' } },
    })
  })

  it('keeps the second value where two names mean one claim, and the column of the user before both', () => {
    const [user] = mapAll([
      {
        profile: { first_name: 'Anna', givenName: 'Ann', name: 'A. Lee', display_name: 'Annie' },
        name: 'Ann Lee',
      },
    ])
    expect(user).toMatchObject({
      name: 'Ann Lee',
      profile: { givenName: 'Ann' },
      customData: { profile: { first_name: 'Anna', display_name: 'Annie' } },
    })
  })
})

it('lists the parts of a profile that mean nothing, with how often they are there', () => {
  const fieldUse = new FieldUse()
  const sample: JsonObject[] = [
    { email: 'a@example.com', profile: { first_name: 'Ada', shoe_size: 38, status: 'gold' } },
    { email: 'b@example.com', profile: { shoe_size: 40, pets: [] } },
    { email: 'c@example.com', profile: '{"shoe_size": 41}' },
  ]
  for (const record of sample) generic.toUser(record, { ...emptyContext, fieldUse, sample })
  const unknown = fieldUse.report().filter(({ fate }) => fate === 'unknown')
  expect(unknown.map(({ column, goesTo, filled }) => [column, goesTo, filled])).toEqual([
    ['profile.shoe_size', 'customData.profile.shoe_size', 3],
    ['profile.pets', 'customData.profile.pets', 1],
  ])
})
