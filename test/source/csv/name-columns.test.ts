import { describe, expect, it } from 'vitest'
import { mostColumns, nameColumns } from '../../../src/source/csv/name-columns.js'

describe('the names of columns', () => {
  it('are found in a header of any width, once each', () => {
    const header = Array.from({ length: mostColumns }, (_, n) => `column_${n}`)
    expect(nameColumns(header, [], false)).toEqual({ names: header, cleaned: [] })
  })

  it('are not read where there are more than ten sheets have', () => {
    const header = Array.from({ length: mostColumns + 1 }, (_, n) => `column_${n}`)
    expect(nameColumns(header, [], false)).toEqual({
      fault: expect.stringContaining('names 250,001 columns, and at most 250,000 are read') as string,
    })
  })

  it('that all stand twice are told in one line of a bearable length', () => {
    const header = Array.from({ length: mostColumns }, (_, n) => `column_${n >> 1}`)
    const { fault } = nameColumns(header, [], false) as { fault: string }
    expect(fault).toContain('column_9 (columns 19, 20); and 124,990 more. Rename')
    const same = nameColumns(
      Array.from({ length: mostColumns }, () => 'name'),
      [],
      false,
    ) as { fault: string }
    expect(same.fault).toContain('name (columns 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …). Rename')
  })

  it('keep the mark that tells two columns apart', () => {
    expect(nameColumns(['Name [required]', 'Name', 'Mail [required]'], [], false)).toEqual({
      names: ['Name [required]', 'Name', 'Mail'],
      cleaned: ['Mail'],
    })
  })

  it('that stand twice are a fault, with their places', () => {
    const named = nameColumns(['a', 'b', 'a', 'b', 'c'], [], false)
    expect(named).toMatchObject({
      fault: expect.stringContaining('a (columns 1, 3); b (columns 2, 4)') as string,
    })
  })
})
