import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUserRecord } from '../../src/presets/create-user-record.js'
import { addIdentity } from '../../src/presets/vocabulary/identities/add-identity.js'
import { findConnectorTarget } from '../../src/presets/vocabulary/identities/connector-target.js'
import { joinName } from '../../src/presets/vocabulary/join-name.js'
import { readBoolean } from '../../src/presets/vocabulary/cells/read-boolean.js'
import { readJsonCell, readObject } from '../../src/presets/vocabulary/cells/read-json-cell.js'
import { readList } from '../../src/presets/vocabulary/cells/read-list.js'
import { readText } from '../../src/presets/vocabulary/cells/read-text.js'
import { readTimestamp } from '../../src/presets/vocabulary/cells/read-timestamp.js'
import { setPath } from '../../src/presets/vocabulary/cells/set-path.js'
import {
  checkTotpParameters,
  readTotpSecret,
  type TotpEncoding,
} from '../../src/presets/vocabulary/totp-secret.js'
import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { emptyContext } from './empty-context.js'

describe('readText', () => {
  const cases: [JsonValue | undefined, string | undefined][] = [
    ['a', 'a'],
    [' a ', ' a '],
    [42, '42'],
    ['', undefined],
    ['  ', undefined],
    ['\\N', undefined],
    ['NULL', 'NULL'],
    [null, undefined],
    [true, undefined],
    [{}, undefined],
  ]
  it.each(cases)('%j is %j', (value, text) => expect(readText(value)).toBe(text))
})

describe('readBoolean', () => {
  const cases: [JsonValue | undefined, boolean | undefined][] = [
    [true, true],
    ['TRUE', true],
    [' t ', true],
    ['1', true],
    [1, true],
    ['yes', true],
    [false, false],
    ['f', false],
    ['0', false],
    [0, false],
    ['no', false],
    ['', undefined],
    ['perhaps', undefined],
    [2, undefined],
    [null, undefined],
    [undefined, undefined],
  ]
  it.each(cases)('%j is %j', (value, flag) => expect(readBoolean(value)).toBe(flag))
})

describe('readTimestamp', () => {
  const moment = '2024-01-15T10:30:00.000Z'
  const cases: [JsonValue | undefined, string | undefined][] = [
    [moment, moment],
    ['2024-01-15T10:30:00Z', moment],
    ['2024-01-15 10:30:00.000000+00', moment],
    ['2024-01-15 12:30:00+02', moment],
    ['2024-01-15T12:30:00+02:00', moment],
    ['2024-01-15T16:00:00.000+0530', moment],
    ['2024-01-15 10:30:00 UTC', moment],
    ['2024-01-15 10:30:00', moment],
    ['2024-01-15T10:30', moment],
    ['2024-01-15 10:30:00.123456+00', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15 10:30:00,5', '2024-01-15T10:30:00.500Z'],
    ['2024-01-15', '2024-01-15T00:00:00.000Z'],
    [1705314600000, moment],
    ['1705314600000', moment],
    [1705314600, moment],
    ['1705314600.5', '2024-01-15T10:30:00.500Z'],
    [{ $date: moment }, moment],
    [{ $date: { $numberLong: '1705314600000' } }, moment],
    ['2024-13-15T10:30:00.000Z', undefined],
    ['infinity', undefined],
    ['', undefined],
    ['yesterday', undefined],
    ['15/01/2024', undefined],
    [null, undefined],
    [1e300, undefined],
  ]
  it.each(cases)('%j is %j', (value, iso) => expect(readTimestamp(value)).toBe(iso))

  it('reads back whatever a Date prints, and times without a fraction', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(readTimestamp(date.toISOString())).toBe(date.toISOString())
          expect(readTimestamp(date.toISOString().replace('T', ' ').replace('Z', '+00'))).toBe(
            date.toISOString(),
          )
        },
      ),
    )
  })
})

describe('readJsonCell', () => {
  it('reads text that is JSON for an object or array, and leaves other text alone', () => {
    expect(readJsonCell(' {"a":1}')).toEqual({ a: 1 })
    expect(readJsonCell('[1]')).toEqual([1])
    expect(readJsonCell('{broken')).toBe('{broken')
    expect(readJsonCell('12')).toBe('12')
    expect(readObject('[1]')).toBeUndefined()
  })
})

describe('readList', () => {
  const cases: [JsonValue, string[]][] = [
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['["a","b"]', ['a', 'b']],
    ['a; b', ['a', 'b']],
    ['a|b', ['a', 'b']],
    ['a,b', ['a', 'b']],
    ['Sales, EMEA;Support', ['Sales, EMEA', 'Support']],
    ['admin', ['admin']],
    [
      [1, null, ' a '],
      ['1', 'a'],
    ],
    ['', []],
    [null, []],
  ]
  it.each(cases)('%j is %j', (value, list) => expect(readList(value)).toEqual(list))
})

describe('joinName', () => {
  it('joins what there is', () => {
    expect(joinName(' Jane ', undefined, 'Doe')).toBe('Jane Doe')
    expect(joinName(undefined, ' ')).toBeUndefined()
  })
})

describe('setPath', () => {
  it('makes objects on the way and replaces what is none', () => {
    const target: JsonObject = { a: 'text' }
    setPath(target, ['a', 'b', 'c'], 1)
    setPath(target, ['a', 'b', 'd'], 2)
    expect(target).toEqual({ a: { b: { c: 1, d: 2 } } })
  })

  it('never touches a prototype', () => {
    const target: JsonObject = {}
    setPath(target, ['__proto__', 'polluted'], true)
    setPath(target, ['constructor', 'prototype', 'polluted'], true)
    expect('polluted' in {}).toBe(false)
    expect(Object.keys(target)).toEqual(['__proto__', 'constructor'])
  })
})

describe('readTotpSecret', () => {
  const good: [id: string, value: string, encoding: TotpEncoding, secret: string][] = [
    ['base32 of 16', 'JBSWY3DPEHPK3PXP', 'base32', 'JBSWY3DPEHPK3PXP'],
    ['lower case with blanks', 'jbsw y3dp ehpk 3pxp', 'base32', 'JBSWY3DPEHPK3PXP'],
    ['20 characters, unpadded', 'JBSWY3DPEHPK3PXPJBSW', 'base32', 'JBSWY3DPEHPK3PXPJBSQ===='],
    ['26 characters, unpadded', 'JBSWY3DPEHPK3PXPJBSWY3DPEE', 'base32', 'JBSWY3DPEHPK3PXPJBSWY3DPEE======'],
    ['padded already', 'JBSWY3DPEHPK3PXPJBSWY3DPEE======', 'base32', 'JBSWY3DPEHPK3PXPJBSWY3DPEE======'],
    ['hex', '48656c6c6f21deadbeef', 'hex', 'JBSWY3DPEHPK3PXP'],
    ['base64', 'SGVsbG8h3q2+7w==', 'base64', 'JBSWY3DPEHPK3PXP'],
    ['text', 'hf8Jd03kFoe92Kdl1Pqz', 'text', 'NBTDQSTEGAZWWRTPMU4TES3ENQYVA4L2'],
    [
      'otpauth',
      'otpauth://totp/x:jane?secret=JBSWY3DPEHPK3PXP&period=30&digits=6&algorithm=SHA1',
      'otpauth',
      'JBSWY3DPEHPK3PXP',
    ],
    ['otpauth, found by itself', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP', 'base32', 'JBSWY3DPEHPK3PXP'],
  ]
  it.each(good)('%s', (_, value, encoding, secret) => {
    expect(readTotpSecret(value, encoding)).toEqual({ secret })
  })

  const lost: [id: string, value: string, encoding: TotpEncoding][] = [
    ['key of 5 bytes', 'JBSWY3DP', 'base32'],
    ['key of 25 bytes', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DP', 'base32'],
    ['not base32', 'JBSWY3DPEHPK3PX1', 'base32'],
    ['not hex', 'xyz', 'hex'],
    ['otpauth for counters', 'otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP', 'otpauth'],
    ['otpauth with SHA256', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256', 'otpauth'],
    ['otpauth with 8 digits', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=8', 'otpauth'],
    ['otpauth with 60 s', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=60', 'otpauth'],
    ['otpauth without a secret', 'otpauth://totp/x', 'otpauth'],
    ['no address', 'totp', 'otpauth'],
  ]
  it.each(lost)('%s is a loss, not quoted', (_, value, encoding) => {
    const result = readTotpSecret(value, encoding)
    expect('loss' in result && result.loss).toMatch(/^The /)
    expect(JSON.stringify(result)).not.toContain('JBSWY3DP')
  })

  it('gives the same secret for the same key in any encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 20 }), (bytes) => {
        const key = Buffer.from(bytes)
        const result = readTotpSecret(key.toString('hex'), 'hex')
        const secret = 'secret' in result ? result.secret : ''
        expect(secret).toMatch(/^[A-Z2-7]{16,32}={0,6}$/)
        expect(secret.length % 8).toBe(0)
        expect(readTotpSecret(secret.toLowerCase().replace(/=/g, ''))).toEqual(result)
        expect(readTotpSecret(key.toString('base64'), 'base64')).toEqual(result)
      }),
    )
  })

  it('checks stated parameters', () => {
    expect(checkTotpParameters({ algorithm: 'HmacSHA1', digits: '6', periodSeconds: 30 })).toBeUndefined()
    expect(checkTotpParameters({})).toBeUndefined()
    expect(checkTotpParameters({ algorithm: 'HmacSHA512' })).toMatch(/SHA-1/)
  })
})

describe('findConnectorTarget', () => {
  const cases: [provider: string, target: string | undefined][] = [
    ['google-oauth2', 'google'],
    ['google.com', 'google'],
    ['oauth_google', 'google'],
    ['GoogleOAuth', 'google'],
    ['Google', 'google'],
    ['SignInWithApple', 'apple'],
    ['twitter.com', 'x'],
    ['windowslive', 'azuread'],
    ['linkedin-openid-connect', 'linkedin'],
    ['slack_oidc', 'slack'],
    ['LoginWithAmazon', 'amazon'],
    ['yahoo.com', undefined],
    ['gc.apple.com', undefined],
    ['constructor', undefined],
  ]
  it.each(cases)('%s is %s', (provider, target) => {
    expect(findConnectorTarget(provider)?.target).toBe(target)
  })
})

describe('addIdentity', () => {
  const add = (identities: Parameters<typeof addIdentity>[1][], connectors = {}) => {
    const user = createUserRecord()
    for (const identity of identities) addIdentity(user, identity, { ...emptyContext, connectors })
    return { identities: user.identities, losses: user.losses.map(({ kind }) => kind) }
  }

  it('makes ids text and keeps details', () => {
    expect(add([{ provider: 'github', userId: 583231, details: { a: 1 } }])).toEqual({
      identities: { github: { userId: '583231', details: { a: 1 } } },
      losses: [],
    })
  })

  it('takes a connector that the operator has mapped, the connection before the provider', () => {
    const identity = { provider: 'oauth2', connection: 'line-jp', userId: 'U1' }
    expect(add([identity], { oauth2: 'other', 'line-jp': 'line' }).identities).toEqual({
      line: { userId: 'U1' },
    })
    expect(add([identity])).toEqual({ identities: {}, losses: ['social_identity'] })
  })

  it('holds one identity per target', () => {
    const first = { provider: 'google.com', userId: '1' }
    expect(add([first, first]).losses).toEqual([])
    expect(add([first, { provider: 'google', userId: '2' }])).toEqual({
      identities: { google: { userId: '1' } },
      losses: ['second_identity'],
    })
  })

  it('cannot take an identity without an id', () => {
    expect(add([{ provider: 'google', userId: null }]).losses).toEqual(['social_identity'])
  })
})
