import { describe, expect, it } from 'vitest'
import { resolveSettings, resolveTarget } from '../../src/config/settings.js'

const secret = { LOGTO_APP_SECRET: 's' }

describe('precedence', () => {
  it.each([
    {
      id: 'flag before all',
      flags: { endpoint: 'https://f' },
      env: 'https://e',
      config: 'https://c',
      expected: 'https://f',
    },
    {
      id: 'environment before config',
      flags: {},
      env: 'https://e',
      config: 'https://c',
      expected: 'https://e',
    },
    { id: 'an empty variable is none', flags: {}, env: '', config: 'https://c', expected: 'https://c' },
    {
      id: 'an address with /api',
      flags: { endpoint: 'https://f/api/' },
      env: '',
      config: '',
      expected: 'https://f',
    },
  ])('endpoint: $id', ({ flags, env, config, expected }) => {
    const target = resolveTarget(
      { appId: 'a', ...flags },
      { ...secret, LOGTO_ENDPOINT: env },
      { target: { endpoint: config } },
    )
    expect(target).toEqual({
      endpoint: expected,
      insecureHttp: false,
      tenantId: 'default',
      resource: 'https://default.logto.app/api',
      appId: 'a',
      appSecret: 's',
    })
  })

  it('a tenant on Logto Cloud decides endpoint and resource', () => {
    expect(resolveTarget({ tenant: 't1', appId: 'a' }, secret, {})).toMatchObject({
      endpoint: 'https://t1.logto.app',
      resource: 'https://t1.logto.app/api',
    })
  })

  it('rate, run, preset and files: flag, config, default', () => {
    const config = { rate: '5/1s', run: 'c', source: { preset: 'auth0', files: 'c.csv' } }
    const pick = ({ rate, run, preset, files }: ReturnType<typeof resolveSettings>) => ({
      rate,
      run,
      preset,
      files,
    })
    expect(pick(resolveSettings([], {}, {}))).toEqual({
      rate: '200/10s',
      run: undefined,
      preset: undefined,
      files: [],
    })
    expect(pick(resolveSettings([], {}, config))).toEqual({
      rate: '5/1s',
      run: 'c',
      preset: 'auth0',
      files: ['c.csv'],
    })
    expect(pick(resolveSettings(['f.csv'], { rate: 'off', run: 'f', source: 'generic' }, config))).toEqual({
      rate: 'off',
      run: 'f',
      preset: 'generic',
      files: ['f.csv'],
    })
  })

  it.each([
    { flags: { concurrency: '0' }, says: '--concurrency' },
    { flags: { limit: '1.5' }, says: '--limit' },
    { flags: { format: 'docx' }, says: '--format' },
    { flags: { sync: 'sometimes' }, says: '--sync' },
  ])('$says with a value it cannot have', ({ flags, says }) => {
    expect(() => resolveSettings([], flags, {})).toThrow(says)
  })
})
