import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTerminalArea } from '../../src/terminal/terminal-area.js'
import { widthOf } from '../../src/report/progress/progress-width.js'
import { Screen } from '../support/screen.js'

const open = (columns: number) => {
  const screen = new Screen(columns)
  const writes: string[] = []
  const area = createTerminalArea({
    write: (text) => {
      writes.push(text)
      screen.write(text)
    },
    columns: () => screen.columns,
    hidesCursor: true,
    widthOf,
  })
  screen.write('$ logto-migrate import\r\n')
  return { screen, writes, area }
}

it('rewrites what changed and nothing else, in one write', () => {
  const { screen, writes, area } = open(80)
  area.draw(['one', 'two', 'three'])
  area.draw(['one', 'TWO', 'three'])
  area.draw(['one', 'TWO', 'three'])
  expect(writes).toHaveLength(2)
  expect(writes[1]).toContain('TWO')
  expect(writes[1]).not.toMatch(/one|three/)
  expect(screen.lines).toEqual(['$ logto-migrate import', 'one', 'TWO', 'three'])
})

it('hides the cursor while it is shown, and puts it back below', () => {
  const { screen, area } = open(80)
  area.draw(['one', 'two'])
  expect(screen.isCursorVisible).toBe(false)
  area.leave()
  expect(screen.isCursorVisible).toBe(true)
  screen.write('done')
  expect(screen.lines).toEqual(['$ logto-migrate import', 'one', 'two', 'done'])
})

it('draws afresh below when what is shown is no longer its own', () => {
  const { screen, area } = open(80)
  area.draw(['one', 'two'])
  screen.write('\r\n[1]+ Stopped\r\n')
  area.forget()
  area.draw(['one', 'two'])
  expect(screen.lines).toEqual(['$ logto-migrate import', 'one', 'two', '[1]+ Stopped', 'one', 'two'])
})

const columns = fc.integer({ min: 20, max: 80 })
const frame = fc.record({
  columns,
  lines: fc.array(
    fc.tuple(
      fc.oneof(fc.constantFrom('a', 'b'.repeat(70)), fc.stringMatching(/^[a-z0-9 ]{0,78}[a-z]$/)),
      fc.boolean(),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  ),
})

it('shows the last lines and nothing of those before, whatever the width becomes between two frames', () => {
  fc.assert(
    fc.property(columns, fc.array(frame, { minLength: 1, maxLength: 12 }), (first, frames) => {
      const { screen, area } = open(first)
      let expected: string[] = []
      for (const { columns, lines } of frames) {
        screen.columns = columns
        // As the caller has them: no line as wide as the terminal, some in colour.
        expected = lines.map(([line]) => line.slice(0, columns - 1).trimEnd())
        area.draw(expected.map((line, row) => (lines[row]?.[1] === true ? `\x1b[32m${line}\x1b[0m` : line)))
      }
      expect(screen.lines).toEqual(['$ logto-migrate import', ...expected])
    }),
    { numRuns: 500 },
  )
})
