import { describe, expect, it } from 'vitest'
import { nameColumns } from '../../../src/source/csv/name-columns.js'

describe('the names of columns', () => {
  it('are found in a header of any width, once each', () => {
    const header = Array.from({ length: 60_000 }, (_, n) => `column_${n}`)
    expect(nameColumns(header, [], false)).toEqual({ names: header, cleaned: [] })
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
