import { expect, test } from 'vitest'
import { openSandbox, pluck, send } from './sandbox-client.js'

test('the log counts to its cap when asked to, and leaves out links that need the total', async () => {
  const { call, sandbox } = await openSandbox()
  const entry = (index: number) => ({
    tenantId: 'default',
    id: `log-${index}`,
    key: 'Interaction.End',
    payload: { result: 'Success' },
    createdAt: index,
  })
  sandbox.store.logs.splice(0)
  sandbox.store.logs.push(...Array.from({ length: 10_000 }, (_, index) => entry(index)))
  const below = await call('GET', '/api/logs?enableCap=true&page_size=1')
  expect(below.headers.get('total-number')).toBe('10000')
  expect(below.headers.get('total-number-is-capped')).toBeNull()

  sandbox.store.logs.push(entry(10_000))
  const capped = await call('GET', '/api/logs?enableCap=true&page=2&page_size=1')
  expect(capped.headers.get('total-number')).toBe('10001')
  expect(capped.headers.get('total-number-is-capped')).toBe('true')
  expect(capped.headers.get('link')).toMatch(/rel="first".*rel="prev"$/)
  expect(capped.headers.get('link')).not.toMatch(/rel="(next|last)"/)
  const exact = await call('GET', '/api/logs?page_size=1')
  expect(exact.headers.get('total-number')).toBe('10001')
  expect(exact.headers.get('link')).toContain('rel="last"')
})

test('entries can be put in, in any order; those of webhooks are not listed', async () => {
  const { call, sandbox } = await openSandbox()
  const add = (body: unknown) => send(`${sandbox.url}/__sandbox/logs`, 'POST', {}, body)
  const payload = { result: 'Error', userId: 'u', error: { code: 'x' } }
  const { status } = await add([
    { key: 'Interaction.End', payload, createdAt: 2 },
    { key: 'Interaction.Create', payload, createdAt: 1 },
    { key: 'TriggerHook.User.Created', payload, createdAt: 3 },
  ])
  expect(status).toBe(204)
  const { body } = await call('GET', '/api/logs?userId=u')
  expect(pluck(body, 'key')).toEqual(['Interaction.End', 'Interaction.Create'])
  expect(body).toMatchObject([{ payload: { key: 'Interaction.End', ...payload }, createdAt: 2 }, {}])
  expect((await add([{ key: 'Interaction.End', payload: {} }])).status).toBe(400)
})

test('HEAD is answered wherever there is a GET; an application is read by its id', async () => {
  const { call } = await openSandbox()
  const head = await call('HEAD', '/api/users')
  expect(head).toMatchObject({ status: 200, body: '' })
  expect(head.headers.get('total-number')).toBe('0')
  expect((await call('HEAD', '/api/nothing')).status).toBe(404)
  expect((await call('GET', '/api/applications/sandbox-app')).body).toMatchObject({ isAdmin: true })
  expect((await call('GET', '/api/applications/absent')).status).toBe(404)
})
