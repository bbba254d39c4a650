import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkParam, isKnownParam } from '../../src/password/check-param.js'

describe('checkParam', () => {
  it.each([
    ['salt', 'abc'],
    ['iterations', '27500'],
    ['saltEncoding', 'hex'],
    ['order', 'salt:hash'],
    ['order', 'prefix'],
    ['layout', 'hash$salt'],
    ['pepperUse', 'hmac-sha256'],
    ['doubleHash', false],
    ['firebase', { signerKey: 'a' }],
    ['algorithm', 'whatever an application calls it'],
  ])('%s=%s is taken', (name, value) => expect(checkParam(name, value)).toBeUndefined())

  it.each([
    ['saltEncoding', 'utf9', /expected one of utf8, hex, base64/],
    ['order', 'perfix', /did you mean prefix\?/],
    ['saltPosition', 'middle', /expected one of prefix/],
    ['iterations', 'many', /expected a whole number/],
    ['doubleHash', 'no', /expected true or false/],
    ['layout', 'salthash', /salt:hash/],
    ['firebase', 'key', /JSON object/],
    ['hashEncoding', 'base32', /hex, base64/],
    ['pepperUse', 'everywhere', /suffix/],
    ['iteratoins', '1', /did you mean iterations\?/],
    ['zzz', '1', /no hash is read by it/],
  ])('%s=%s is refused, and the value is not quoted', (name, value, reason) => {
    const fault = checkParam(name, value)
    expect(fault).toMatch(reason)
    expect(fault).not.toContain(`"${value}"`)
  })

  it('knows every parameter that a format or a system reads', async () => {
    const read = new Set<string>()
    for (const file of await readdir('src/password', { recursive: true })) {
      if (!file.endsWith('.ts')) continue
      const text = await readFile(join('src/password', file), 'utf8')
      for (const [, names = ''] of text.matchAll(/read(?:Text|Count)\(\s*(?:params|project),([^)]*)\)/g)) {
        for (const [, name = ''] of names.matchAll(/'(\w+)'/g)) read.add(name)
      }
    }
    expect(read.size).toBeGreaterThan(40)
    expect([...read].filter((name) => !isKnownParam(name))).toEqual([])
  })
})
