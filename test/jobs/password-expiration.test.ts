import { expect, test } from 'vitest'
import { preflight, type PreflightOptions } from '../../src/jobs/preflight.js'
import { openSandbox } from '../sandbox/sandbox-client.js'

const people = async function* (): AsyncGenerator<Record<string, unknown>> {
  yield { id: '1', email: 'anna@example.com', password: 'Secret-123', isPasswordExpired: true }
  yield { id: '2', email: 'bob@example.com', password: 'Secret-123' }
}

const ask = async (options: Partial<PreflightOptions>): Promise<string | undefined> => {
  const report = await preflight({
    config: { source: { preset: 'generic', records: people }, ...options.config },
    canary: false,
    ...options,
  })
  return report.checks.find(({ name }) => name === 'password_expiration')?.status
}

test('says that the tenant refuses it, turns the policy on when it is told to, and leaves one that is there', async () => {
  const { sandbox } = await openSandbox()
  const env = { LOGTO_ENDPOINT: sandbox.url, LOGTO_APP_ID: 'sandbox-app', LOGTO_APP_SECRET: 'sandbox-secret' }
  expect(await ask({ env })).toBe('failed')
  expect(sandbox.store.signInExperience.passwordExpiration).toEqual({})
  expect(await ask({ env, enablePasswordExpiration: '3650' })).toBeUndefined()
  expect(sandbox.store.signInExperience.passwordExpiration).toEqual({ enabled: true, validPeriodDays: 3650 })
  expect(await ask({ env, enablePasswordExpiration: 30 })).toBeUndefined()
  expect(sandbox.store.signInExperience.passwordExpiration).toMatchObject({ validPeriodDays: 3650 })
  for (const wrong of ['0', '-1', 'soon', '1.5']) {
    await expect(ask({ env, enablePasswordExpiration: wrong })).rejects.toMatchObject({
      code: 'flag_invalid',
    })
  }
})
