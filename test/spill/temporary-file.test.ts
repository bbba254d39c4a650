import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TemporaryFile } from '../../src/spill/temporary-file.js'

const createFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'temporary-file-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('a temporary file', () => {
  it('has no name, and gives back what was written', () => {
    const folder = createFolder()
    const file = new TemporaryFile(folder)
    onTestFinished(() => file.close())
    expect(file.write(Buffer.from('later'), 100)).toBe(true)
    expect(file.write(Buffer.from('first'), 0)).toBe(true)
    const read = Buffer.alloc(5)
    file.read(read, 100)
    expect(read.toString()).toBe('later')
    expect(file.byteLength).toBe(105)
    expect(readdirSync(folder)).toEqual([])
  })

  it('removes what a kill left behind, and what is being made by another process stays', () => {
    const folder = createFolder()
    for (const name of ['logto-migrate-old', 'logto-migrate-new']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'spill'), 'left')
    }
    utimesSync(join(folder, 'logto-migrate-old'), 1, 1)
    const file = new TemporaryFile(folder)
    onTestFinished(() => file.close())
    file.write(Buffer.from('x'), 0)
    expect(readdirSync(folder)).toEqual(['logto-migrate-new'])
  })

  it('takes nothing where there is no such folder', () => {
    const file = new TemporaryFile(join(createFolder(), 'missing'))
    expect(file.write(Buffer.from('x'), 0)).toBe(false)
    expect(file.byteLength).toBe(0)
  })

  it('says what to do when it cannot be read', () => {
    const file = new TemporaryFile(createFolder())
    file.write(Buffer.from('x'), 0)
    file.close()
    expect(() => file.read(Buffer.alloc(1), 0)).toThrow(/set TMPDIR to a folder on a sound disk/)
  })
})
