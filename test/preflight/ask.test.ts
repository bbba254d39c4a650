import { describe, expect, it } from 'vitest'
import { findAsk } from '../../src/commands/terminal/ask.js'
import type { CommandContext, Terminal } from '../../src/commands/context.js'
import { systemEffects } from '../../src/effects/system-effects.js'

const contextWith = (terminal: Terminal | undefined) => {
  const told: string[] = []
  const context: CommandContext = {
    stdout: () => undefined,
    stderr: (text) => void told.push(text),
    stdin: (async function* () {})(),
    env: {},
    folder: '.',
    isTerminal: true,
    columns: () => 80,
    hasColor: false,
    effects: systemEffects,
    stop: new AbortController().signal,
    ...(terminal === undefined ? {} : { terminal }),
  }
  return { context, told }
}

const terminalWith = (line: string | undefined, isForeground = true): Terminal => ({
  rows: () => 24,
  isForeground: () => isForeground,
  readKeys: () => () => undefined,
  readLine: () => Promise.resolve(line),
  onSuspend: () => () => undefined,
  retake: () => true,
  onContinue: () => () => undefined,
  atExit: () => () => undefined,
})

describe('a question', () => {
  it('is shown on stderr and answered with a line', async () => {
    const { context, told } = contextWith(terminalWith('yes'))
    expect(await findAsk(context, {})?.('Go on? ')).toBe('yes')
    expect(told).toEqual(['Go on? '])
  })

  it('is answered with nothing at the end of the input', async () => {
    const { context } = contextWith(terminalWith(undefined))
    expect(await findAsk(context, {})?.('Go on? ')).toBe('')
  })

  it.each([
    ['without a terminal', undefined, {}],
    ['in the background', terminalWith('y', false), {}],
    ['with --quiet', terminalWith('y'), { quiet: true }],
  ])('is not asked %s', (_title, terminal, flags) => {
    expect(findAsk(contextWith(terminal).context, flags)).toBeUndefined()
  })
})
