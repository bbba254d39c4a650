import { expect, test } from 'vitest'
import { openSandbox, pluck } from '../../sandbox-client.js'

test('the list of invitations is filtered by address whatever the case, one pending invitation is not', async () => {
  const { call } = await openSandbox({
    fixtures: {
      organizations: [
        { id: 'acme', name: 'Acme' },
        { id: 'umbrella', name: 'Umbrella' },
      ],
    },
  })
  const expiresAt = Date.now() + 3_600_000
  const invite = async (invitee: string, organizationId: string) =>
    (await call('POST', '/api/organization-invitations', { invitee, organizationId, expiresAt })).status
  expect(await invite('Ann@example.com', 'acme')).toBe(201)
  expect(await invite('Ann@example.com', 'acme')).toBe(422)
  expect(await invite('ann@example.com', 'acme')).toBe(201)
  expect(await invite('Ann@example.com', 'umbrella')).toBe(201)
  const found = await call(
    'GET',
    '/api/organization-invitations?organizationId=acme&invitee=ANN%40example.com',
  )
  expect(pluck(found.body, 'invitee')).toEqual(['Ann@example.com', 'ann@example.com'])
})
