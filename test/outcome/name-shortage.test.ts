import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../src/outcome/exit-code.js'
import { MigrationError } from '../../src/outcome/migration-error.js'
import { nameShortage } from '../../src/outcome/name-shortage.js'

const systemError = (code: string): Error => Object.assign(new Error(`${code}: open 'x'`), { code })

describe('nameShortage', () => {
  it.each(['EMFILE', 'ENFILE', 'ENOSPC', 'EDQUOT', 'ENOMEM'])('%s is a broken run, no crash', (code) => {
    const named = nameShortage(systemError(code))
    expect(named).toMatchObject({ reason: 'output', code: 'system_shortage' })
    expect((named as Error).message).toContain(code)
    expect(exitCodeOf(named)).toBe(4)
  })

  it('a broken run keeps its code and says what to do', () => {
    const cause = new Error('wrapped', { cause: systemError('EMFILE') })
    const error = new MigrationError('input', 'input_unreadable', 'Cannot read a.csv: EMFILE.', { cause })
    const named = nameShortage(error)
    expect(named).toMatchObject({ reason: 'input', code: 'input_unreadable' })
    expect((named as Error).message).toMatch(/^Cannot read a\.csv: EMFILE; .*ulimit -n/)
  })

  it.each([systemError('EACCES'), new TypeError('x'), 'text', undefined])('leaves %s alone: 70', (error) => {
    expect(nameShortage(error)).toBe(error)
    expect(exitCodeOf(error)).toBe(70)
  })

  it('a ring of causes ends', () => {
    const error = new Error('ring')
    error.cause = error
    expect(nameShortage(error)).toBe(error)
  })

  it.each(['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'MODULE_NOT_FOUND'])(
    '%s is one where few files may be open, and a crash elsewhere',
    (code) => {
      const error = systemError(code)
      const named = nameShortage(error, () => 64)
      expect((named as Error).message).toContain('its limit is 64')
      expect(named).toMatchObject({ code: 'system_shortage' })
      expect(nameShortage(error, () => 1024)).toBe(error)
      expect(nameShortage(error, () => undefined)).toBe(error)
      expect(nameShortage(error)).toBe(error)
    },
  )
})
