import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { readEnvFile, writeEnvFile } from '../../src/config/env-file.js'

const openFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-env-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

it('keeps what is there, replaces what it sets, and closes the file to others', async () => {
  const path = join(await openFolder(), '.env')
  await writeFile(path, '# note\nA=1\nexport B = old\nC=3', { mode: 0o644 })
  await writeEnvFile(path, { B: 'new', D: '4' })
  expect(await readFile(path, 'utf8')).toBe('# note\nA=1\nC=3\nB=new\nD=4\n')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

it('is read back as it was written, whatever a secret is made of', async () => {
  const path = join(await openFolder(), '.env')
  const secret = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  })
  await fc.assert(
    fc.asyncProperty(secret, async (value) => {
      // With all three kinds of quotes in it no `.env` file can hold it; no secret of Logto's has any.
      fc.pre(!(value.includes("'") && value.includes('"') && value.includes('`')))
      await writeEnvFile(path, { SECRET: value })
      expect((await readEnvFile(path))['SECRET']).toBe(value)
    }),
    { numRuns: 200 },
  )
})

it('there is nothing in a file that is not there', async () => {
  expect(await readEnvFile(join(await openFolder(), '.env'))).toEqual({})
})
