import { chmodSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadLegacyKey } from '../../../src/legacy-passwords/store/legacy-key.js'

const folder = mkdtempSync(join(tmpdir(), 'legacy-key-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('loadLegacyKey', () => {
  it('makes a file for its owner alone, once', async () => {
    const path = join(folder, 'new.key')
    const options = { value: undefined, path, create: true }
    const first = await loadLegacyKey(options)
    expect([first.isNew, first.key.length, statSync(path).mode & 0o777]).toEqual([true, 32, 0o600])
    const second = await loadLegacyKey({ ...options, create: false })
    expect(second).toEqual({ key: first.key, isNew: false })
    expect(readFileSync(path, 'utf8')).toBe(`${first.key.toString('hex')}\n`)
  })

  it('refuses a link to nothing, through which it would write', async () => {
    const path = join(folder, 'link.key')
    symlinkSync(join(folder, 'nowhere'), path)
    await expect(loadLegacyKey({ value: undefined, path, create: true })).rejects.toMatchObject({
      code: 'symlink_refused',
    })
  })

  it('takes hex and base64 from the environment, before the file', async () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7))
    for (const value of [key.toString('hex'), key.toString('base64'), `${key.toString('base64url')}\n`]) {
      expect(await loadLegacyKey({ value, path: join(folder, 'none'), create: false })).toEqual({
        key,
        isNew: false,
      })
    }
  })

  it.each(['', 'ab', 'x'.repeat(64), 'ab'.repeat(31)])('refuses %j without quoting it', async (value) => {
    const path = join(folder, 'bad.key')
    writeFileSync(path, `${value}\n`, { mode: 0o600 })
    const error: unknown = await loadLegacyKey({ value: undefined, path, create: true }).catch(
      (cause: unknown) => cause,
    )
    expect(error).toMatchObject({ code: 'legacy_key_invalid' })
    if (value !== '') expect((error as Error).message).not.toContain(value)
  })

  it('refuses a file that others can read, and says where one was expected', async () => {
    const path = join(folder, 'open.key')
    writeFileSync(path, 'ab'.repeat(32))
    chmodSync(path, 0o644)
    await expect(loadLegacyKey({ value: undefined, path, create: true })).rejects.toMatchObject({
      code: 'legacy_key_readable',
    })
    await expect(
      loadLegacyKey({ value: '', path: join(folder, 'absent'), create: false }),
    ).rejects.toMatchObject({
      code: 'legacy_key_missing',
    })
  })
})
