import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.js'
import { createTemporaryFolder } from '../checkpoint/temporary-folder.js'

const load = (text: string, name = 'migrate.config.mjs', env = {}) => {
  const folder = createTemporaryFolder()
  writeFileSync(join(folder, name), text)
  return loadConfig(undefined, folder, env)
}

describe('config file', () => {
  it.each([
    {
      id: 'TypeScript',
      name: 'migrate.config.ts',
      text: 'const rate: string = "1/1s"\nexport default { rate }',
    },
    { id: 'ES module', name: 'migrate.config.mjs', text: 'export default { rate: "1/1s" }' },
    { id: 'JavaScript', name: 'migrate.config.js', text: 'export default { rate: "1/1s" }' },
  ])('$id with a plain export', async ({ name, text }) => {
    expect(await load(text, name)).toMatchObject({ config: { rate: '1/1s' } })
  })

  it('none is no error', async () => {
    expect(await loadConfig(undefined, createTemporaryFolder(), {})).toEqual({ config: {}, path: undefined })
  })

  it.each([
    { id: 'unknown field', text: '{ rat: "1/1s" }', says: 'rat: there is no such field' },
    {
      id: 'unknown field inside',
      text: '{ roles: { make: true } }',
      says: 'roles.make: there is no such field',
    },
    {
      id: 'wrong kind',
      text: '{ target: { endpoint: 5 } }',
      says: 'target.endpoint: expected string, received number',
    },
    { id: 'wrong choice', text: '{ username: "keep" }', says: 'username: ' },
    { id: 'map is no function', text: '{ map: 1 }', says: 'map: expected a function' },
    {
      id: 'country',
      text: '{ defaultCountry: "Germany" }',
      says: 'defaultCountry: expected a two-letter country',
    },
    {
      id: 'secret',
      text: '{ target: { appSecret: "hidden" } }',
      says: 'target.appSecret: the secret does not belong',
    },
  ])('says where it is wrong: $id', async ({ text, says }) => {
    const error: unknown = await load(`export default ${text}`).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ reason: 'config', code: 'config_invalid' })
    expect(error).toMatchObject({ message: expect.stringContaining(says) })
    expect(String(error)).not.toContain('hidden')
  })

  it('that throws is named with its reason', async () => {
    await expect(load('throw new Error("no network here")')).rejects.toMatchObject({
      code: 'config_broken',
      message: expect.stringContaining('no network here'),
    })
  })

  it('has the .env beside it, below what is set already', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, '.env'), 'LOGTO_APP_ID=from-file\nLOGTO_APP_SECRET="s=1"\n')
    const env: Record<string, string | undefined> = { LOGTO_APP_ID: 'from-environment' }
    await loadConfig(undefined, folder, env)
    expect(env).toEqual({ LOGTO_APP_ID: 'from-environment', LOGTO_APP_SECRET: 's=1' })
  })
})
