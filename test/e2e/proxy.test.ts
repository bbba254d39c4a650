import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startProxy } from '../support/proxy.js'
import { startRehearsal } from '../support/sandbox-process.js'

const start = async () => {
  const rehearsal = await startRehearsal()
  await writeFile(
    rehearsal.path('users.ndjson'),
    '{"id":"u1","email":"ada@example.com"}\n{"id":"u2","email":"bob@example.com"}\n',
  )
  const proxy = await startProxy(Number(new URL(rehearsal.sandbox.url).port))
  return { ...rehearsal, proxy }
}
const args = ['import', 'users.ndjson', '--source', 'generic', '--rate', 'off']
const elsewhere = { LOGTO_ENDPOINT: 'http://auth.example.com' }

it('http:// to another host is refused, before anything is asked or written', async () => {
  const { run, sandbox, proxy } = await start()
  const env = { ...elsewhere, HTTP_PROXY: `http://${proxy.url}` }
  const result = await run([...args, '--json'], { env })
  expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'insecure_http' } })
  expect(result.exitCode).toBe(2)
  expect(sandbox.stats().requests).toEqual({})
  for (const command of [['users'], ['api', 'GET', '/users'], ['logs'], ['preflight']]) {
    expect(await run(command, { env })).toMatchObject({ exitCode: 2 })
  }
  expect(proxy.asked).toEqual([])
})

it('a run goes through HTTP_PROXY, with its user and password', async () => {
  const { run, sandbox, proxy } = await start()
  const env = { ...elsewhere, HTTP_PROXY: `http://ann:p%40ss@${proxy.url}` }
  const result = await run([...args, '--insecure-http'], { env })
  expect(result).toMatchObject({ exitCode: 0 })
  expect(sandbox.state().users).toHaveLength(2)
  expect(new Set(proxy.asked)).toEqual(new Set(['auth.example.com:80']))
  expect(proxy.users[0]).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`)
  expect(result.stdout + result.stderr).not.toMatch(/p@ss|p%40ss/)
})

it('the config may allow http:// too', async () => {
  const { run, path, sandbox, proxy } = await start()
  await writeFile(path('c.mjs'), 'export default { target: { insecureHttp: true } }\n')
  const env = { ...elsewhere, HTTP_PROXY: `http://${proxy.url}` }
  expect(await run([...args, '-c', 'c.mjs'], { env })).toMatchObject({ exitCode: 0 })
  expect(sandbox.state().users).toHaveLength(2)
})

it('NO_PROXY leaves hosts out', async () => {
  const { run, sandbox, proxy } = await start()
  const env = { HTTP_PROXY: `http://${proxy.url}`, NO_PROXY: 'example.com,127.0.0.1' }
  expect(await run(args, { env })).toMatchObject({ exitCode: 0 })
  expect(sandbox.state().users).toHaveLength(2)
  expect(proxy.asked).toEqual([])
})

it('https:// goes through HTTPS_PROXY as a tunnel', async () => {
  const { run, proxy } = await start()
  const env = { LOGTO_ENDPOINT: 'https://auth.example.com', HTTPS_PROXY: proxy.url }
  // The sandbox speaks no TLS: what counts is where the program knocked.
  expect(await run(['init', '--test'], { env })).toMatchObject({ exitCode: 3 })
  expect(proxy.asked[0]).toBe('auth.example.com:443')
})

it('a proxy that is not one is named, its password is not', async () => {
  const { run } = await start()
  const result = await run(args, { env: { HTTP_PROXY: 'socks5://ann:secret7@127.0.0.1:1' } })
  expect(result.stderr).toMatch(/HTTP_PROXY is not the URL/)
  expect(result.stderr).not.toContain('secret7')
  expect(result.exitCode).toBe(2)
})
