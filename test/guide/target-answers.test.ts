import { expect, it } from 'vitest'
import { readAddress, settingsOf } from '../../src/guide/target-answers.js'

it.each([
  ['abc123', 'https://abc123.logto.app', 'abc123'],
  ['https://abc123.logto.app/', 'https://abc123.logto.app', 'abc123'],
  ['https://auth.example.com/api', 'https://auth.example.com', 'default'],
  ['auth.example.com', 'https://auth.example.com', 'default'],
  ['http://localhost:3001', 'http://localhost:3001', 'default'],
  ['localhost', 'https://localhost', 'default'],
])('%s is %s, tenant %s', (text, endpoint, tenantId) =>
  expect(readAddress(text)).toEqual({ endpoint, tenantId }),
)

it('a target is tried only when everything is known', () => {
  const app = { appId: 'app', appSecret: 'secret' }
  expect(settingsOf({ endpoint: undefined, tenantId: undefined, ...app }, {})).toBeUndefined()
  expect(
    settingsOf({ endpoint: 'https://a.example', tenantId: undefined, ...app, appId: undefined }, {}),
  ).toBeUndefined()
  expect(settingsOf({ endpoint: undefined, tenantId: 'abc', ...app }, {})).toMatchObject({
    endpoint: 'https://abc.logto.app',
    resource: 'https://abc.logto.app/api',
  })
  expect(
    settingsOf(
      { endpoint: 'https://a.example', tenantId: undefined, ...app },
      { LOGTO_RESOURCE: 'https://r' },
    ),
  ).toMatchObject({ tenantId: 'default', resource: 'https://r' })
})
