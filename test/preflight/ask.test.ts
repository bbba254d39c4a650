import { describe, expect, it } from 'vitest'
import { findAnswer } from '../../src/commands/terminal/ask.js'
import { findAsk } from '../../src/commands/terminal/ask.js'
import type { Terminal } from '../../src/terminal/terminal.js'
import type { CommandContext } from '../../src/terminal/command-context.js'
import type { JobQuestion } from '../../src/jobs/job-question.js'
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

describe('an answer to a job', () => {
  const question: JobQuestion = {
    question: 'side_effects',
    webhooks: ['mail'],
    defaultRoles: [],
    users: 3,
  }

  it.each([
    ['y', true],
    [' Yes ', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('%j', async (line, answer) => {
    const { context, told } = contextWith(terminalWith(line))
    expect(await findAnswer(context, {})?.(question)).toBe(answer)
    expect(told).toEqual(['Go on? [y/N] '])
  })

  it('never imports the rest behind the back of a program', async () => {
    const { context } = contextWith(terminalWith('y'))
    const canary = { users: 1, shapes: 1, coveredShapes: 1, existing: 0, problems: [], isVerified: true }
    expect(await findAnswer(context, { json: true })?.({ question: 'canary', canary })).toBe(false)
    expect(await findAnswer(context, {})?.({ question: 'canary', canary })).toBe(true)
  })
})
