import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unnamed } from '../../src/secrets/kept-out.js'
import { SecretFilter } from '../../src/secrets/secret-filter.js'
import type { JsonObject } from '../../src/source/source-record.js'
import { openCases, secretNames } from './name-cases.js'
import { runs } from '../support/runs.js'

const mark = 'Marked-S3cret-7'

const filterWith = (
  object: JsonObject,
  options?: ConstructorParameters<typeof SecretFilter>[0],
): { kept: JsonObject; names: string[] } => {
  const names = new Set<string>()
  const kept = new SecretFilter(options).filter(object, '', { keepOut: (name) => names.add(name) })
  return { kept, names: [...names] }
}

/** Every place in which a value can stand under a name. */
const places: Record<string, (name: string, value: JsonObject[string]) => JsonObject> = {
  'at the top': (name, value) => ({ [name]: value }),
  'three levels down': (name, value) => ({ a: { b: { [name]: value, theme: 'dark' } } }),
  'in a list': (name, value) => ({ entries: [{ theme: 'dark' }, { [name]: value }] }),
  'as a named entry': (name, value) => ({ attributes: [{ name, value }] }),
  'as a key and a value': (name, value) => ({ meta: [{ meta_key: name, meta_value: value }] }),
  'as a pair': (name, value) => ({ entries: [[name, value]] }),
  'in the JSON of a cell': (name, value) => ({ settings: JSON.stringify({ a: [{ [name]: value }] }) }),
}

describe.each(Object.entries(places))('a secret %s', (_place, put) => {
  test.each(secretNames)('%s is kept out', (name) => {
    const { kept, names } = filterWith(put(name, mark))
    expect(JSON.stringify(kept)).not.toContain(mark)
    expect(names).toEqual([name])
  })
})

describe('a secret as an object, list or number under its name', () => {
  test.each(secretNames)('%s', (name) => {
    const { kept } = filterWith({
      [name]: { value: mark },
      also: { [name]: [mark, mark] },
      more: [{ [name]: 1748151623 }],
    })
    expect(kept).toEqual({})
  })
})

describe('nothing is kept out', () => {
  const cases = openCases.flatMap(([name, ...values]) => values.map((value) => [name, value] as const))
  test.each(cases)('%s: %s', (name, value) => {
    for (const put of Object.values(places)) {
      const object = put(name, value)
      const { kept, names } = filterWith(object)
      expect(names).toEqual([])
      expect(kept).toBe(object)
    }
  })
})

describe('by the shape of the value, under names that say nothing', () => {
  const values = {
    bcrypt: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    argon2: '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b2dWRWJTmaaJObG',
    'sha512 crypt': '$6$rounds=5000$usesomesillystri$D4IrlXatmP7rx3P3InaxBeoomnAihCKREZxGJg',
    phpass: '$P$BWwRi0zNIEGNGCU8zsj2SNgEF2JCB80',
    ssha: '{SSHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
    django: 'pbkdf2_sha256$260000$somesalt$YfQkN0yQyJgqXtZgXw0o8W2vJ1kqk9o0a1b2c3d4e5f=',
    werkzeug: 'scrypt:32768:8:1$XAtUhtQ2$7b1a9c0f4e2d8b6a5c3f1e0d9b8a7c6f5e4d3c2b1a0f',
    'identity 3': 'AQAAAAEAACcQAAAAEJ9Z0m8o5p3wq7Xv1n2b3c4d5e6f7g8h9i0jAkBlCmDnEoFpGqHrIsJtKuLvMw==',
    'sha256 hex': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'md5 hex': '5f4dcc3b5aa765d61d8327deb882cf99',
    'sha256 base64': 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
    jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    google: 'ya29.a0AfH6SMBx1234567890',
    github: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    stripe: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    slack: 'xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy',
    aws: 'AKIAIOSFODNN7EXAMPLE',
    otpauth: 'otpauth://totp/ACME:mona?secret=JBSWY3DPEHPK3PXP&issuer=ACME',
    'connection string': 'postgres://app:hunter2@db.example.com:5432/app',
    bearer: 'Bearer 4f8a9c2b7d1e6f3a',
    pem: '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----',
    mysql: '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19',
    oracle: 'S:8F2D65FB5547B71C8DA3760F10960428CD307B1C6271691FC55C1F56554A;T:23D1F8CAC9001F69630ED2DD8DF6',
    'rails cookie': 'eyJfcmFpbHMiOnsibWVzc2FnZSI6IngifX0=--f90d40ff09992c08188d74b9b25d14d06e25f489',
    seed: 'legal winner thank year wave sausage worth useful legal winner thank yellow',
    'setup of a payment': 'seti_1bpexmEVRhaQTedoC5eJqVmZ_secret_8I3O1HQNU4zSnRsS5htkl',
    'ephemeral key': 'ek_live_1LSAHXNPxFtFnVt1IlGT2CX55',
    'key of a shop': 'ck_ce91fc624b126003f585ca6160e077e995c87ce3',
    notion: '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',
    'token of Expo': 'ExponentPushToken[ExwgfdiuCb2PHMQQAzaURC]',
    'token of a device': `dX3kQ9vLm2pRz8:APA91${'bHq4Zk'.repeat(20)}`,
    cookie: 'a=4f8a9c2b7d1e6f3a; Path=/; HttpOnly',
    'pem in base64': Buffer.from('-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA').toString('base64'),
    totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    saml: '<saml:Assertion ID="_1"><saml:Issuer>x</saml:Issuer></saml:Assertion>',
    'saml in base64': 'PHNhbWxwOlJlc3BvbnNlIElEPSJfMSI+PC9zYW1scDpSZXNwb25zZT4=',
    sendgrid: 'SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr',
    telegram: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
    'google client': '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',
    mailgun: 'key-0123456789abcdef0123456789abcdef',
    twilio: 'SK0123456789abcdef0123456789abcdef',
    paseto: 'v2.local.97TTOvgwIxNGvV80XKiGZg_kD3tsXM_-qB4dZGHOeN1cTkgQ',
    fernet: 'gAAAAABf0mFmYzE0N2I5ZGVhZGJlZWYwMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4',
    'base64 of JSON': Buffer.from('{"user":1,"access_token":"abcd"}').toString('base64'),
    'a session of PHP': 'user|a:2:{s:2:"id";i:7;s:5:"token";s:4:"abcd";}',
    'sessions of WordPress': `a:1:{s:64:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";a:1:{s:10:"expiration";i:1;}}`,
    'pem behind words': `my key, please keep it safe somewhere\n-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END PRIVATE KEY-----`,
  }
  test.each(Object.entries(values))('%s', (_kind, value) => {
    for (const name of ['note', 'field_7', 'legacy', 'feld', '备注']) {
      expect(filterWith({ [name]: value, list: [value] }).kept).toEqual({})
    }
  })
})

describe('an id is no secret by its shape', () => {
  const names = ['id', '_id', 'sub', 'uuid', 'user_id', 'external_id', 'userid', 'objectGUID', 'Kundennummer']
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
  const ids = fc.oneof(
    fc.uuid(),
    fc.uuid().map((uuid) => uuid.toUpperCase()),
    hex(32),
    hex(24),
    hex(40),
    hex(64),
    fc.stringMatching(/^[\dA-HJKMNP-TV-Z]{26}$/),
    fc.stringMatching(/^[\dA-Za-z]{27,28}$/),
    fc.stringMatching(/^[\w-]{21}$/),
    fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  )

  test('made at random', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), ids, (name, id) => {
        const object = { [name]: id, migratedFrom: { [name]: id } }
        expect(filterWith(object)).toEqual({ kept: object, names: [] })
      }),
      { numRuns: runs(3000) },
    )
  })

  test.each([
    'eaaa6fe6cae44607b96832c03e13cfe9',
    'EAa8Fw5ThleG8ze02eihhgty9qxD',
    'GDT9ARzdKHyVk9QHjXAPPw==',
    'sk-bratislava-marathon-2024',
  ])('%s begins or ends as a token or a name of one does', (id) => {
    expect(filterWith({ id }).names).toEqual([])
  })
})

test.each(['Basic Subscription', 'Digest subscribers', 'Token ringmasters', 'sk-bratislava-marathon-2024'])(
  '%s is no authorization',
  (plan) => {
    expect(filterWith({ plan }).names).toEqual([])
  },
)

describe('what an object is about', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['codes in mfa', { mfa: { enabled: true, codes: ['a1', 'b2'] } }, { mfa: { enabled: true } }],
    ['key in api', { api: { key: 'abc', version: 2 } }, { api: { version: 2 } }],
    [
      'answers',
      { security_questions: [{ question: 'Pet?', answer: 'Rex' }] },
      { security_questions: [{ question: 'Pet?' }] },
    ],
    [
      'values whose names stand in another list',
      {
        a: { keys: ['theme', 'refreshToken'], values: ['dark', mark] },
        b: { keys: ['x', 'y'], values: [1, 2] },
      },
      {
        a: { keys: ['theme', 'refreshToken'], values: ['dark', null] },
        b: { keys: ['x', 'y'], values: [1, 2] },
      },
    ],
    [
      'rows whose names stand in another list',
      {
        columns: ['id', 'api_key'],
        data: [
          [1, mark],
          [2, mark],
        ],
      },
      {
        columns: ['id', 'api_key'],
        data: [
          [1, null],
          [2, null],
        ],
      },
    ],
    [
      'ids of sessions of a browser, and of lessons',
      {
        sessions: [{ id: mark, ip: '203.0.113.9' }],
        training: { sessions: [{ id: 'Abc-12', title: 'Intro' }] },
      },
      { sessions: [{ ip: '203.0.113.9' }], training: { sessions: [{ id: 'Abc-12', title: 'Intro' }] } },
    ],
    [
      'the code that was sent last, and when',
      { last_otp: '288665', lastPin: 4417, last_otp_sent: '2024-05-01' },
      { last_otp_sent: '2024-05-01' },
    ],
    [
      'answers of a survey',
      { survey: [{ question: 'Colour?', answer: 'Blue' }], questions: [{ question: 'Pet?', answer: 'Rex' }] },
      { survey: [{ question: 'Colour?', answer: 'Blue' }], questions: [{ question: 'Pet?' }] },
    ],
    [
      'answers to the numbers of questions',
      { answers: [{ question_id: 12, answer: 'Five years' }] },
      { answers: [{ question_id: 12, answer: 'Five years' }] },
    ],
    ['a code with a remark', { 'Access Code (front)': '3180' }, {}],
    [
      'the number of a card',
      { loyalty_pin: '6378', badge_pin: 4417, lapel_pin: 'gold' },
      { lapel_pin: 'gold' },
    ],
    [
      'public keys with their titles',
      { ssh_keys: [{ title: 'laptop', key: 'ssh-rsa AAAAB3NzaC1yc2E mona@host' }] },
      { ssh_keys: [{ title: 'laptop', key: 'ssh-rsa AAAAB3NzaC1yc2E mona@host' }] },
    ],
    [
      'what somebody may do',
      { authorization: { roles: ['admin'], groups: ['Sales'] } },
      { authorization: { roles: ['admin'], groups: ['Sales'] } },
    ],
    [
      'questions as names',
      { securityQuestions: { 'First pet?': 'Rex' }, faq: { 'Price?': 'Ten' } },
      { faq: { 'Price?': 'Ten' } },
    ],
    [
      'an entry by any name of a name',
      {
        a: [
          { attributeCode: 'rp_token', value: 'x1' },
          { propertyName: 'theme', propertyValue: 'x2' },
        ],
      },
      { a: [{ attributeCode: 'rp_token' }, { propertyName: 'theme', propertyValue: 'x2' }] },
    ],
    [
      'questions by their letters',
      { securityQuestions: [{ q: 'Pet?', a: 'Rex' }], faq: [{ q: 'Price?', a: 'Ten' }] },
      { securityQuestions: [{ q: 'Pet?' }], faq: [{ q: 'Price?', a: 'Ten' }] },
    ],
    [
      'a private key of JSON',
      { k: { kty: 'RSA', n: 'abc', e: 'AQAB', d: 'xyz' }, grade: { d: 'good' } },
      { k: { kty: 'RSA', n: 'abc', e: 'AQAB' }, grade: { d: 'good' } },
    ],
    ['a session', { session: { theme: 'dark' } }, { session: { theme: 'dark' } }],
    [
      'social tokens',
      { authData: { facebook: { id: '123', access_token: mark } } },
      { authData: { facebook: { id: '123' } } },
    ],
    ['credentials', { credentials: [{ type: 'password', value: mark }], plan: 'a' }, { plan: 'a' }],
    ['a typed entry', { factors: [{ type: 'password', value: mark }] }, { factors: [{ type: 'password' }] }],
    ['methods are no pair', { methods: ['password', 'google'] }, { methods: ['password', 'google'] }],
    [
      'nothing to keep out',
      { credentials: [], password: null, token: '' },
      { credentials: [], password: null, token: '' },
    ],
  ])('%s', (_title, object, kept) => {
    expect(filterWith(object).kept).toEqual(kept)
  })
})

describe('inside a text', () => {
  test.each([
    [
      'headers',
      'Accept: text/html\nAuthorization: Bearer Abcd1234\nX-Api-Key: kkkk',
      'Accept: text/html\nAuthorization: [left out]\nX-Api-Key: [left out]',
    ],
    [
      'a query',
      'https://example.com/cb?access_token=abc&lang=de',
      'https://example.com/cb?access_token=[left out]&lang=de',
    ],
    ['pairs', 'plan=gold;api_token=abc1;theme=dark', 'plan=gold;api_token=[left out];theme=dark'],
    ['broken JSON', '{"password": "hunter2", "plan": "gold"', '{"password": "[left out]", "plan": "gold"'],
    ['JSON', '{"plan":"gold","oauth":{"refresh_token":"x1"}}', '{"plan":"gold"}'],
    [
      'XML',
      '<c><user>a</user><ns:password>x1</ns:password></c>',
      '<c><user>a</user><ns:password>[left out]</ns:password></c>',
    ],
    ['a token between words', 'mine is ghp_16C7e42F292c6912E7710c838347Ae178B4a ok', 'mine is [left out] ok'],
    ['elements by their tags', '<e key="password">x1</e>', '<e key="password">[left out]</e>'],
    [
      'elements in pairs',
      '<key>apiToken</key><string>x1</string><key>theme</key><string>x2</string>',
      '<key>apiToken</key><string>[left out]</string><key>theme</key><string>x2</string>',
    ],
    ['raw text of an element', '<token><![CDATA[x1]]></token>', '<token>[left out]</token>'],
    [
      'a link with a token in its path',
      'see https://example.com/reset-password/x7Kp2mQ9vL3 now',
      'see https://example.com/reset-password/[left out] now',
    ],
    [
      'a link with a code of its own',
      'https://example.com/#/magic?code=x7Kp2mQ9vL3&lang=de',
      'https://example.com/#/magic?code=[left out]&lang=de',
    ],
    [
      'a signed link',
      'https://example.com/x?se=2022&sig=x7Kp2mQ9vL3%3D',
      'https://example.com/x?se=2022&sig=[left out]',
    ],
    [
      'a link to a page',
      'https://example.com/confirm/2024-summit-7/sessions/intro-2-k8s',
      'https://example.com/confirm/2024-summit-7/sessions/intro-2-k8s',
    ],
    [
      'a link to a picture',
      'https://cdn.example.com/u/9f86d081884c7d659a2feaa0c55ad015/photo.jpg?w=200',
      'https://cdn.example.com/u/9f86d081884c7d659a2feaa0c55ad015/photo.jpg?w=200',
    ],
    [
      'a link with a token under a short name',
      'https://example.com/login?t=3b3922aea392e135f85e8b7ee4de9dcd&l=de',
      'https://example.com/login?t=[left out]&l=de',
    ],
    [
      'a link with a token under any name, by what it is for',
      'https://example.com/unsubscribe?e=1&h=3b3922aea392e135f85e8b7ee4de9dcd',
      'https://example.com/unsubscribe?e=1&h=[left out]',
    ],
    [
      'a link with an id of its own',
      'https://example.com/video?list=3b3922aea392e135f85e8b7ee4de9dcd',
      'https://example.com/video?list=3b3922aea392e135f85e8b7ee4de9dcd',
    ],
    [
      'a link to a place in a film',
      'https://youtu.be/dQw4w9WgXcQ?t=1m43s',
      'https://youtu.be/dQw4w9WgXcQ?t=1m43s',
    ],
    [
      'a link to a signed picture',
      'https://media.example.com/dms/image/C4D03/0/1516?e=17&v=beta&t=x7Kp2mQ9vL3x7Kp2mQ9vL3',
      'https://media.example.com/dms/image/C4D03/0/1516?e=17&v=beta&t=x7Kp2mQ9vL3x7Kp2mQ9vL3',
    ],
    [
      'a private calendar',
      'https://calendar.example.com/ical/m%40example.com/private-3b3922aea392e135f85e8b7ee4de9dcd/basic.ics',
      'https://calendar.example.com/ical/m%40example.com/[left out]/basic.ics',
    ],
    [
      'a command with a login',
      'curl -u mona:hunter2 https://api.example.com',
      'curl -u mona:[left out] https://api.example.com',
    ],
    [
      'a command with a token',
      'deploy --api-token a1b2 --env live',
      'deploy --api-token [left out] --env live',
    ],
    ['a sentence', 'her new password is Rex-2019. Call', 'her new password is [left out]. Call'],
    [
      'a machine with a login',
      'machine example.com login mona password hunter2',
      'machine example.com login mona password [left out]',
    ],
    ['a sentence about one', 'the password is required again', 'the password is required again'],
    ['the text of a message', 'Your ACME code is 185904. Keep it.', 'Your ACME code is [left out]. Keep it.'],
    [
      'a message with its code in front',
      'otp 306393 is your login code',
      'otp [left out] is your login code',
    ],
    [
      'a recipe',
      'Salt: 2 tsp. Pepper: 1 tsp. Hash browns: 400 g.',
      'Salt: 2 tsp. Pepper: 1 tsp. Hash browns: 400 g.',
    ],
    ['the code of a place', 'Your zip code is 10115', 'Your zip code is 10115'],
    ['a pin to wear', 'Favourite pin: the red one.', 'Favourite pin: the red one.'],
    [
      'a hidden field',
      '<form><input type="hidden" name="_token" value="a1b2"><input name="city" value="Vienna"></form>',
      '<form><input type="hidden" name="_token" value="[left out]"><input name="city" value="Vienna"></form>',
    ],
    [
      'twelve words with a sentence in them',
      'we went to the sea and had fish with our friends today',
      'we went to the sea and had fish with our friends today',
    ],
    ['HTML', '<p>Hours: <b>9 to 5</b></p>', '<p>Hours: <b>9 to 5</b></p>'],
    ['a time', '2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z'],
    ['prose', 'Office hours: 9 to 5, ratio 1:2', 'Office hours: 9 to 5, ratio 1:2'],
    ['state', 'password_changed_at: 2024-05-01', 'password_changed_at: 2024-05-01'],
  ])('%s', (_title, text, kept) => {
    expect(filterWith({ note: text }).kept).toEqual({ note: kept })
  })

  test('a serialised PHP value goes as a whole', () => {
    const text = 'a:2:{s:5:"theme";s:4:"dark";s:13:"session_token";s:4:"abcd";}'
    expect(filterWith({ meta: text, other: 'a:1:{s:5:"theme";s:4:"dark";}' })).toEqual({
      kept: { other: 'a:1:{s:5:"theme";s:4:"dark";}' },
      names: ['session_token', 'meta'],
    })
  })
})

describe('what the operator says', () => {
  const object = { crm: { api_token: 'a1b2', secret: 'x' }, token: 'y', plan: 'gold' }

  test('a name lets through wherever it stands, with everything below', () => {
    expect(filterWith(object, { keep: ['apiToken'] }).kept).toEqual({
      crm: { api_token: 'a1b2' },
      plan: 'gold',
    })
    expect(filterWith({ session: { token: 'a1' } }, { keep: ['session'] }).kept).toEqual({
      session: { token: 'a1' },
    })
  })

  test('a path lets through there alone', () => {
    const both = { a: { token: 'x' }, b: { token: 'y' } }
    expect(filterWith(both, { keep: ['customData.a.token'] }).kept).toEqual({ a: { token: 'x' } })
  })

  test('a path named by the mapping is open itself; what is below is judged', () => {
    const named = { legacy_key: { id: 1, api_key: 'x' }, token: 'y' }
    expect(filterWith(named, { named: ['legacy_key', 'token'] }).kept).toEqual({
      legacy_key: { id: 1 },
      token: 'y',
    })
  })

  test('a column that the mapping uses as a secret is one', () => {
    expect(filterWith({ feld7: 'x', a: { feld7: 'y' }, plan: 'z' }, { secret: ['feld7'] }).kept).toEqual({
      plan: 'z',
    })
  })

  test('a value that is the password is one wherever it stands', () => {
    const kept = new SecretFilter().filter({ a: ['hunter22', 'b'], c: 'hunter22' }, '', unnamed, ['hunter22'])
    expect(kept).toEqual({ a: ['b'] })
  })
})

test('nesting has a bound', () => {
  let deep: JsonObject = { token: mark, plan: 'gold' }
  for (let level = 0; level < 5000; level++) deep = { a: deep }
  expect(JSON.stringify(filterWith(deep).kept)).not.toContain(mark)
})

describe('times, which nearly always have a colon', () => {
  test.each(['2024-01-15T10:30:00.000Z', '2024-01-15T10:30:00Z', '2024-01-15T10:30:00'])(
    '%s stays',
    (time) => {
      expect(filterWith({ updatedAt: time, note: time })).toEqual({
        kept: { updatedAt: time, note: time },
        names: [],
      })
    },
  )

  test.each([
    `2024-01-15T10:30 token: ${mark}`,
    `at 2024-01-15T10:30:00Z, password=${mark}`,
    `password: ${mark}T`,
  ])('what only holds one is searched: %s', (text) => {
    expect(JSON.stringify(filterWith({ note: text }).kept)).not.toContain(mark)
  })

  test('a secret that looks like a time is one by its name', () => {
    expect(filterWith({ password: '2024-01-15T10:30:00Z' }).names).toEqual(['password'])
  })
})
