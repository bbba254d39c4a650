import { expect, it } from 'vitest'
import { openSandbox, pluck } from './sandbox-client.js'

it('lists enterprise connectors, whole or by page', async () => {
  const ssoConnectors = ['Acme', 'Beta', 'Core'].map((connectorName) => ({
    connectorName,
    domains: [`${connectorName.toLowerCase()}.com`],
  }))
  const { call } = await openSandbox({ fixtures: { ssoConnectors } })
  const whole = await call('GET', '/api/sso-connectors')
  expect(pluck(whole.body, 'connectorName')).toEqual(['Acme', 'Beta', 'Core'])
  expect(pluck(whole.body, 'domains')[1]).toEqual(['beta.com'])
  expect(whole.headers.get('total-number')).toBeNull()
  const page = await call('GET', '/api/sso-connectors?page=2&page_size=2')
  expect(pluck(page.body, 'connectorName')).toEqual(['Core'])
  expect(page.headers.get('total-number')).toBe('3')
})
