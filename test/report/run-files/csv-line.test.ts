import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutraliseCell, restoreCell } from '../../../src/outcome/formula-cell.js'
import { csvLine } from '../../../src/report/run-files/csv-line.js'

describe('csvLine', () => {
  it.each([
    ['=1+1', `"'=1+1"\n`],
    ['=HYPERLINK("https://example.com","x")', `"'=HYPERLINK(""https://example.com"",""x"")"\n`],
    ['+491701234567', `"'+491701234567"\n`],
    ['-2', `"'-2"\n`],
    ['@SUM(A1)', `"'@SUM(A1)"\n`],
    ['\t=1', `"'\t=1"\n`],
    ['\r=1', `"'\\u000d=1"\n`],
    ['  =1', `"'  =1"\n`],
    ['＝1', `"'＝1"\n`],
    [`'=1`, `"''=1"\n`],
    ["o'hara", "o'hara\n"],
    ['a=b', 'a=b\n'],
    ['x\u001b]0;y\u0007', 'x\\u001b]0;y\\u0007\n'],
  ])('%j', (cell, line) => {
    expect(csvLine([cell])).toBe(line)
  })

  it('leaves numbers and nothing alone', () => {
    expect(csvLine([-1.5, undefined, 'a,b'])).toBe('-1.5,,"a,b"\n')
  })
})

it('what is put in front comes off again, and nothing else does', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^['=+@ -]{0,6}[a-z'=]{0,4}$/))
  fc.assert(
    fc.property(text, (cell) => restoreCell(neutraliseCell(cell)) === cell),
    { numRuns: 5000 },
  )
})
