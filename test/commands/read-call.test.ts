import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { type CallFlags, readCall } from '../../src/jobs/api/read-call.js'

const context = (stdin = '') => ({ folder: 'test', stdin: Readable.from([Buffer.from(stdin)]) })
const read = (method: string, path: string, flags: CallFlags = {}, stdin?: string) =>
  readCall([method, path], flags, context(stdin))

describe('readCall', () => {
  test.each([
    ['/api/users', '/api/users'],
    ['/users?page=2', '/api/users?page=2'],
    ['applications', '/api/applications'],
    ['/oidc/jwks', '/oidc/jwks'],
    ['/api/users/a b/ü', '/api/users/a%20b/%C3%BC'],
    ['/api/x/../users', '/api/users'],
    ['/api/roles/a%2Fb', '/api/roles/a%2Fb'],
    ['/apiary', '/api/apiary'],
  ])('path %s', async (given, path) =>
    expect(await read('get', given)).toMatchObject({ method: 'GET', path }),
  )

  test.each(['https://elsewhere.example/api', '//elsewhere.example/x', '', '/a#b', '/\\elsewhere.example'])(
    'a token goes nowhere else: %j',
    async (given) =>
      expect(read('GET', given)).rejects.toMatchObject({ code: 'call_invalid', reason: 'usage' }),
  )

  test('fields make a body by their kind', async () => {
    const flags = {
      rawField: ['name=42', 'profile[givenName]=Anna=x'],
      field: ['isSuspended=true', 'ids[]=1', 'ids[]=two', 'customData[a][b]={"c":null}', 'list[][x]=1'],
    }
    expect(await read('POST', '/api/x', flags)).toEqual({
      method: 'POST',
      path: '/api/x',
      isIdempotent: false,
      body: {
        name: '42',
        profile: { givenName: 'Anna=x' },
        isSuspended: true,
        ids: [1, 'two'],
        customData: { a: { b: { c: null } } },
        list: [{ x: 1 }],
      },
    })
  })

  test('fields of a GET are its query', async () =>
    expect(
      await read('GET', '/users?a=1', { rawField: ['types=SPA', 'types=Native'], field: ['b=x y'] }),
    ).toMatchObject({
      path: '/api/users?a=1&types=SPA&types=Native&b=x+y',
    }))

  test.each<[string, CallFlags, string]>([
    ['--data', { data: '[1]' }, ''],
    ['--input -', { input: '-' }, '\uFEFF[1]'],
  ])('body from %s', async (_id, flags, stdin) =>
    expect(await read('PUT', '/x', flags, stdin)).toMatchObject({ body: [1] }),
  )

  test('no body', async () => expect(await read('DELETE', '/x')).not.toHaveProperty('body'))

  test.each<[string, string, CallFlags, string]>([
    ['a method that is none', 'FETCH', {}, 'call_invalid'],
    ['two bodies', 'POST', { data: '1', field: ['a=1'] }, 'call_invalid'],
    ['a body of a GET', 'GET', { data: '1' }, 'call_invalid'],
    ['no JSON', 'POST', { data: '{' }, 'call_invalid'],
    ['no file', 'POST', { input: 'absent.json' }, 'body_unreadable'],
    ['no equals sign', 'POST', { rawField: ['a'] }, 'field_invalid'],
    ['no key', 'POST', { rawField: ['=a'] }, 'field_invalid'],
    ['a key twice', 'POST', { rawField: ['a=1', 'a=2'] }, 'field_invalid'],
    ['an object and a list', 'POST', { rawField: ['a[b]=1', 'a[]=2'] }, 'field_invalid'],
    ['a text and an object', 'POST', { rawField: ['a=1', 'a[b]=2'] }, 'field_invalid'],
    ['a broken key', 'POST', { rawField: ['a[b=1'] }, 'field_invalid'],
    ['__proto__', 'POST', { rawField: ['a[__proto__][x]=1'] }, 'field_invalid'],
  ])('refuses %s', async (_id, method, flags, code) =>
    expect(read(method, '/x', flags)).rejects.toMatchObject({ code }),
  )

  test('a body that is no JSON is not quoted', async () =>
    expect(read('POST', '/x', { data: '{"password":"hunter2"' })).rejects.toThrow(/^(?!.*hunter2)/s))
})
