import { expect, onTestFinished, test } from 'vitest'
import { installLegacyIdClaim, removeLegacyIdClaim } from '../../../src/jobs/claims/legacy-id-claim.js'
import { startStubServer, type StubReply } from '../../support/stub-server.js'
import { openSandbox, type SandboxClient } from '../../sandbox/sandbox-client.js'

const optionsFor = ({ sandbox }: SandboxClient): Parameters<typeof installLegacyIdClaim>[0] => ({
  env: { LOGTO_ENDPOINT: sandbox.url, LOGTO_APP_ID: 'sandbox-app', LOGTO_APP_SECRET: 'sandbox-secret' },
})

/** The claims that the script in place adds for a user. */
const claimsFor = async ({ call, sandbox }: SandboxClient, customData: unknown): Promise<unknown> => {
  const { script } = sandbox.state().jwtCustomizers['access-token']!
  const body = { tokenType: 'access-token', script, token: {}, context: { user: { customData } } }
  return (await call('POST', '/api/configs/jwt-customizer/test', body)).body
}

test('adds the old id to access tokens, under the name that is asked for, and is taken out again', async () => {
  const client = await openSandbox()
  const options = optionsFor(client)
  expect(await removeLegacyIdClaim(options)).toBe('absent')
  expect(await installLegacyIdClaim(options)).toBe('installed')
  expect(await claimsFor(client, { migratedFrom: { id: 'auth0|7' } })).toEqual({ legacy_id: 'auth0|7' })
  expect(await claimsFor(client, {})).toEqual({})
  expect(await claimsFor(client, { migratedFrom: { id: 7 } })).toEqual({})
  const claim = 'https://example.com/old-id'
  expect(await installLegacyIdClaim({ ...options, claim })).toBe('updated')
  expect(await claimsFor(client, { migratedFrom: { id: 'x' } })).toEqual({ [claim]: 'x' })
  expect(await removeLegacyIdClaim(options)).toBe('removed')
  expect(client.sandbox.state().jwtCustomizers).toEqual({})
})

test('a script of somebody else is never changed, and what to add to it is shown', async () => {
  const client = await openSandbox()
  const theirs = {
    script: 'const getCustomJwtClaims = async () => ({ plan: 1 })',
    environmentVariables: { A: 'b' },
  }
  await client.call('PUT', '/api/configs/jwt-customizer/access-token', theirs)
  for (const [work, advice] of [
    [installLegacyIdClaim, '"legacy_id": context?.user?.customData?.migratedFrom?.id'],
    [removeLegacyIdClaim, 'take it out by hand'],
  ] as const) {
    const failed = work(optionsFor(client))
    await expect(failed).rejects.toMatchObject({ code: 'claims_foreign' })
    await expect(failed).rejects.toThrow(advice)
  }
  expect(client.sandbox.state().jwtCustomizers['access-token']).toEqual(theirs)
})

test('a name that would break the script, or that a token has by itself, is refused', async () => {
  const client = await openSandbox()
  for (const claim of ['sub', 'iss', '', 'a b', '"}', '1a', 'x'.repeat(200)]) {
    await expect(installLegacyIdClaim({ ...optionsFor(client), claim })).rejects.toThrow('--claim')
  }
})

test('Logto runs the script first: where it fails there, or the plan has none, nothing is installed', async () => {
  let refusal: StubReply = 'reset'
  const server = await startStubServer(({ method, path }) => {
    if (path === '/oidc/token')
      return { status: 200, json: { access_token: 'x', expires_in: 3600, scope: 'all' } }
    if (method === 'GET') return { status: 404, json: { code: 'entity.not_exists_with_id', message: '…' } }
    return path.endsWith('/test') ? refusal : { status: 201, json: { script: 'x' } }
  })
  onTestFinished(() => server.close())
  const install = (): Promise<unknown> =>
    installLegacyIdClaim({
      env: { LOGTO_ENDPOINT: server.endpoint, LOGTO_APP_ID: 'app', LOGTO_APP_SECRET: 'secret' },
    })
  refusal = { status: 422, json: { code: 'jwt_customizer.general', message: '…', data: { message: 'boom' } } }
  await expect(install()).rejects.toMatchObject({ code: 'claims_test_failed' })
  await expect(install()).rejects.toThrow('boom')
  refusal = { status: 200, json: { legacy_id: 'another' } }
  await expect(install()).rejects.toMatchObject({ code: 'claims_test_failed' })
  refusal = { status: 403, json: { code: 'subscription.limit_exceeded', message: '…' } }
  await expect(install()).rejects.toMatchObject({ code: 'claims_not_in_plan' })
  expect(server.requests.filter(({ method }) => method === 'PUT')).toEqual([])
})
