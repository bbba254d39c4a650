import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../../src/legacy-passwords/verify/verify-legacy-password.js'

/** One of a family, made by the program that `origin` names, with random salt and password. */
interface ProgramVector {
  source: string
  note: string
  sourceHash: unknown
  params: Record<string, unknown>
  password: string
  wrong: string
  origin: string
}

/**
 * Empty, of other scripts, with emoji, over 72 bytes, with a NUL, with blanks at the ends: passlib 1.7.4, PHP 8.2, Django
 * 5.2, Werkzeug 3.1, Python's hashlib and bcrypt, libxcrypt.
 */
const vectors = readFileSync(new URL('./program-vectors.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): ProgramVector => JSON.parse(line))

const families = new Map<string, ProgramVector[]>()
for (const vector of vectors) {
  const name = `${vector.source}: ${vector.note}, ${vector.origin}`
  families.set(name, [...(families.get(name) ?? []), vector])
}

it.each([...families])('%s', async (_, family) => {
  for (const { source, sourceHash, params, password, wrong } of family) {
    expect([password, await verifyLegacyPassword(source, sourceHash, params, password)]).toEqual([
      password,
      true,
    ])
    expect([wrong, await verifyLegacyPassword(source, sourceHash, params, wrong)]).toEqual([wrong, false])
  }
})

it('WordPress takes blanks from both ends of what is typed, and no other program does', async () => {
  const { sourceHash } = vectors.find(
    ({ note, password }) => note === 'phpass' && password === password.trim(),
  )!
  const { password } = vectors.find((vector) => vector.sourceHash === sourceHash)!
  expect(await verifyLegacyPassword('wordpress', sourceHash, {}, ` ${password}\t`)).toBe(true)
  expect(await verifyLegacyPassword('phpbb', sourceHash, {}, ` ${password}`)).toBe(false)
  expect(await verifyLegacyPassword('wordpress', sourceHash, {}, `\u00a0${password}`)).toBe(false)
})
