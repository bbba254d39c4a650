import { describe, expect, it } from 'vitest'
import { mustBePrivate } from '../../src/outcome/must-be-private.js'
import { readProxy } from '../../src/outcome/read-proxy.js'

describe('mustBePrivate', () => {
  it.each([
    'https://auth.example.com',
    'http://localhost:3001',
    'http://LOCALHOST.',
    'http://auth.localhost',
    'http://127.0.0.1:3001',
    'http://127.1',
    'http://0x7f.0.0.9',
    'http://[::1]:3001',
    'http://[::ffff:127.0.0.1]',
  ])('lets %s through', (endpoint) => expect(() => mustBePrivate(endpoint, undefined)).not.toThrow())

  it.each([
    'http://auth.example.com',
    'http://localhost.example.com',
    'http://notlocalhost',
    'http://127.0.0.1.example.com',
    'http://10.0.0.1',
    'http://192.168.1.4:3001',
    'http://[fe80::1]',
    'http://[::ffff:10.0.0.1]',
    'http://128.0.0.1',
    'http://0.0.0.0',
  ])('refuses %s', (endpoint) =>
    expect(() => mustBePrivate(endpoint, undefined)).toThrow(/not encrypted.*--insecure-http/),
  )

  it('loopback through a proxy elsewhere is not loopback', () => {
    const proxy = { url: 'http://proxy.example.com:3128', except: '' }
    expect(() => mustBePrivate('http://127.0.0.1:1', proxy)).toThrow(/NO_PROXY/)
    expect(() => mustBePrivate('http://127.0.0.1:1', { ...proxy, url: 'http://127.0.0.1:2' })).not.toThrow()
  })
})

describe('readProxy', () => {
  it.each<[env: Record<string, string>, endpoint: string, url: string | undefined]>([
    [{}, 'https://a.example', undefined],
    [{ HTTPS_PROXY: '' }, 'https://a.example', undefined],
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://a.example', 'http://p:1'],
    [{ HTTPS_PROXY: 'http://p:1' }, 'http://a.example', undefined],
    [{ HTTP_PROXY: 'http://p:1' }, 'https://a.example', 'http://p:1'],
    [{ HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'https://a.example', 'http://q:1'],
    [{ https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' }, 'https://a.example', 'http://low:1'],
    [{ HTTPS_PROXY: 'proxy:3128' }, 'https://a.example', 'http://proxy:3128'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'https://a.example', undefined],
  ])('%o for %s', (env, endpoint, url) => expect(readProxy(env, endpoint)?.url).toBe(url))

  it.each(['socks5://p:1', 'http://', 'http://us er:secret@p:x'])('refuses %s without quoting it', (text) => {
    expect(() => readProxy({ HTTPS_PROXY: text }, 'https://a.example')).toThrow(/^HTTPS_PROXY is not/)
  })
})
