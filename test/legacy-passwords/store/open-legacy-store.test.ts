import { copyFileSync, mkdtempSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { LegacyEntry } from '../../../src/legacy-passwords/store/legacy-entry.js'
import { openLegacyStore } from '../../../src/legacy-passwords/store/open-legacy-store.js'

const folder = mkdtempSync(join(tmpdir(), 'legacy-store-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 7)
const entry: LegacyEntry = {
  source: 'wordpress',
  hash: '$P$BpGVkrUD04EEARyVbvpil5Ie1FcdYE1',
  params: { pepper: 'nobody-reads-this', nested: { rounds: 3 } },
  identifiers: { primaryEmail: 'jane@example.com' },
}
let files = 0
const newPath = (): string => join(folder, `store-${++files}.mdb`)

describe('openLegacyStore', () => {
  it('keeps entries over sessions', async () => {
    const path = newPath()
    const first = await openLegacyStore(path, key, 'create')
    await first.put('u1', entry)
    await first.put('u2', { source: 'auth0', hash: { algorithm: 'hmac' }, params: {} })
    await first.put('u1', { ...entry, hash: 'replaced' })
    await first.close()
    const second = await openLegacyStore(path, key, 'read')
    expect(second.get('u1')).toEqual({ ...entry, hash: 'replaced' })
    expect(second.get('u2')).toEqual({ source: 'auth0', hash: { algorithm: 'hmac' }, params: {} })
    expect([second.get('u3'), second.has('u3'), second.has('u1'), second.count()]).toEqual([
      undefined,
      false,
      true,
      2,
    ])
    expect([...second.ids()]).toEqual(['u1', 'u2'])
    await second.close()
  })

  it('deletes for good', async () => {
    const path = newPath()
    const store = await openLegacyStore(path, key, 'create')
    await store.put('u1', entry)
    expect(await store.delete('u1')).toBe(true)
    expect(await store.delete('u1')).toBe(false)
    expect([store.get('u1'), store.count(), [...store.ids()]]).toEqual([undefined, 0, []])
    await store.close()
  })

  it('remembers whose old password was right until it is deleted', async () => {
    const path = newPath()
    const first = await openLegacyStore(path, key, 'create')
    await first.put('u1', entry)
    await first.put('u2', entry)
    for (const id of ['u1', 'u2', 'nobody']) await first.noteUsed(id)
    await first.close()
    const second = await openLegacyStore(path, key, 'write')
    expect(second.used()).toEqual(['u1', 'u2'])
    await second.forgetUsed('u2')
    await second.delete('u1')
    expect([second.used(), second.count()]).toEqual([[], 1])
    await second.close()
  })

  it('is read while another session writes', async () => {
    const path = newPath()
    const writer = await openLegacyStore(path, key, 'create')
    const reader = await openLegacyStore(path, key, 'write')
    await writer.put('u1', entry)
    expect(reader.get('u1')).toEqual(entry)
    await reader.delete('u1')
    expect(writer.get('u1')).toBeUndefined()
    await reader.close()
    await writer.close()
  })

  it('holds nothing readable, and only its owner reads it', async () => {
    const path = newPath()
    const store = await openLegacyStore(path, key, 'create')
    await store.put('u1', entry)
    await store.close()
    const bytes = readFileSync(path, 'latin1')
    for (const secret of ['BpGVkr', 'nobody-reads-this', 'jane@', 'wordpress'])
      expect(bytes).not.toContain(secret)
    for (const file of [path, `${path}-lock`]) expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('two entries of one password share no bytes', async () => {
    const path = newPath()
    const store = await openLegacyStore(path, key, 'create')
    await store.put('u1', entry)
    await store.put('u2', entry)
    await store.close()
    const { open } = await import('lmdb')
    const root = open<Buffer, string>({ path, noSubdir: true, encoding: 'binary' })
    const entries = root.openDB<Buffer, string>({ name: 'entries', encoding: 'binary' })
    const [one, other] = [entries.get('u1')!, entries.get('u2')!]
    expect(one.subarray(1, 13).equals(other.subarray(1, 13))).toBe(false)
    // An entry under another user's id opens for nobody.
    await entries.put('u2', one)
    await root.close()
    const again = await openLegacyStore(path, key, 'read')
    expect(again.get('u1')).toEqual(entry)
    expect(() => again.get('u2')).toThrow(expect.objectContaining({ code: 'legacy_store_damaged' }))
    await again.close()
  })

  it('is not written through a link, neither the file nor its lock', async () => {
    const path = newPath()
    await (await openLegacyStore(path, key, 'create')).close()
    for (const end of ['', '-lock']) {
      const linked = newPath()
      for (const other of ['', '-lock'])
        if (other !== end) copyFileSync(`${path}${other}`, `${linked}${other}`)
      symlinkSync(`${path}${end}`, `${linked}${end}`)
      for (const mode of ['create', 'write'] as const) {
        await expect(openLegacyStore(linked, key, mode)).rejects.toMatchObject({ code: 'symlink_refused' })
      }
    }
  })

  it('refuses another key, and makes no store where one is asked for', async () => {
    const path = newPath()
    await (await openLegacyStore(path, key, 'create')).close()
    const other = Buffer.alloc(32, 8)
    await expect(openLegacyStore(path, other, 'write')).rejects.toMatchObject({ code: 'legacy_store_key' })
    await expect(openLegacyStore(path, other, 'create')).rejects.toMatchObject({ code: 'legacy_store_key' })
    await expect(openLegacyStore(newPath(), key, 'write')).rejects.toMatchObject({
      code: 'legacy_store_missing',
    })
  })
})
