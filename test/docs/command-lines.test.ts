import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { listPages } from '../../src/commands/docs/find-page.js'
import { declareCommands } from '../../src/command-line/program.js'
import { MigrationError } from '../../src/outcome/migration-error.js'
import { presets } from '../../src/presets/registry.js'
import { pages, readBlocks } from './read-blocks.js'
import { splitShell } from './split-shell.js'

interface Call {
  command: Command
  operands: string[]
  flags: Record<string, unknown>
}

/** What the program would do for a line, by its own declaration; nothing is run. */
const parseLine = async (words: string[]): Promise<Call> => {
  let call: Call | undefined
  const program = new Command('logto-migrate').exitOverride().configureOutput({ writeErr: () => undefined })
  declareCommands(program, () => async (...values) => {
    const command = values.at(-1) as Command
    call = { command, operands: command.args, flags: command.opts() }
  })
  await program.parseAsync(words, { from: 'user' })
  if (call === undefined) throw new Error('no command')
  return call
}

/** What a name within a sentence may leave out. */
const lackCodes = [
  'commander.missingArgument',
  'commander.optionMissingArgument',
  'commander.missingMandatoryOptionValue',
]

const systems = new Set(presets.flatMap(({ name, aliases = [] }) => [name, ...aliases]))
const topics = new Set(listPages().map(({ topic }) => topic))

/** What is wrong with a line; undefined when nothing is. */
const judgeLine = async (words: string[], mayLack: boolean): Promise<string | undefined> => {
  try {
    const { command, operands, flags } = await parseLine(words)
    const { source } = flags
    if (typeof source === 'string' && !/^[<.…]/.test(source) && source !== 'custom' && !systems.has(source)) {
      return `no preset ${source}`
    }
    if (
      command.name() === 'docs' &&
      operands[0] !== undefined &&
      !topics.has(operands[0]) &&
      operands[0][0] !== '<'
    ) {
      return `no page ${operands[0]}`
    }
    return undefined
  } catch (error) {
    if (mayLack && error instanceof CommanderError && lackCodes.includes(error.code)) return undefined
    if (error instanceof CommanderError || error instanceof MigrationError) return error.message
    throw error
  }
}

const isProgram = ([name]: string[]): boolean => name === 'logto-migrate' || name === 'npx'

const shellBlocks = readBlocks().filter(({ language }) => ['sh', 'bash', 'console', ''].includes(language))

/** Of a block of commands all of it, of a session what was typed. */
const typedOf = (language: string, text: string): string =>
  language === 'sh' || language === 'bash'
    ? text
    : Array.from(text.matchAll(/^\$ (.*(?:\\\n.*)*)/gm), ([, line]) => `${line}\n`).join('')

const lines = shellBlocks.flatMap(({ page, line, language, text }) =>
  splitShell(typedOf(language, text))
    .filter(isProgram)
    .map((words) => ({ place: `${page}:${line}`, words: words.slice(words.indexOf('logto-migrate') + 1) })),
)

const commandNames = (): string[] => {
  const program = new Command()
  declareCommands(program, () => async () => undefined)
  return program.commands.map((command) => command.name())
}

/** `check --online`, `logto-migrate status`: commands within the text, which may leave operands out. */
const inText = pages.flatMap((page) =>
  Array.from(
    readFileSync(page, 'utf8')
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/`(?:npx )?(?:(logto-migrate) )?([a-z]+(?: [^`]*)?)`/g),
    ([code, program, text = '']) => ({
      code,
      isNamed: program !== undefined,
      words: splitShell(text)[0] ?? [],
    }),
  )
    .filter(
      ({ isNamed, words, code }) =>
        isNamed ||
        (commandNames().includes(words[0] ?? '') &&
          words.some((word) => word.startsWith('-')) &&
          !code.includes('{')),
    )
    .map(({ code, words }) => ({ place: `${page}: ${code}`, words })),
)

const judgeAll = async (all: { place: string; words: string[] }[], mayLack: boolean): Promise<string[]> => {
  const faults = []
  for (const { place, words } of all) {
    const fault = await judgeLine(words, mayLack)
    if (fault !== undefined) faults.push(`${place}  ${words.join(' ')}: ${fault}`)
  }
  return faults
}

describe('the command lines of README and docs', () => {
  it('are split as a shell does', () => {
    expect(
      splitShell(`A=b x 'c d' "e f" \\\n  g # h\ni < j | k --l='m n' && o > p 2>&1; q <id>\n$r`),
    ).toEqual([['x', 'c d', 'e f', 'g'], ['i'], ['k', '--l=m n'], ['o'], ['q', '<id>'], ['$r']])
  })

  it('would be found wrong', async () => {
    expect(await judgeLine(['import', 'a', '--no-such'], false)).toContain('--no-such')
    expect(await judgeLine(['imprt', 'a'], false)).toContain('unknown command')
    expect(await judgeLine(['check', '--source', 'auht0'], false)).toContain('no preset')
    expect(await judgeLine(['docs', 'pasword'], false)).toContain('no page')
    expect(await judgeLine(['export'], false)).toContain('missing')
    expect(await judgeLine(['export'], true)).toBeUndefined()
  })

  it('are commands and flags that the program has', async () => {
    expect(lines.length).toBeGreaterThan(100)
    expect(await judgeAll(lines, false)).toEqual([])
  })

  it('are so within the text too', async () => {
    expect(inText.length).toBeGreaterThan(60)
    expect(await judgeAll(inText, true)).toEqual([])
  })

  it('are so in the help', async () => {
    const program = new Command().exitOverride()
    let help = ''
    program.configureOutput({ writeOut: (text) => void (help += text) })
    declareCommands(program, () => async () => undefined)
    const all = [...program.commands, ...program.commands.flatMap((command) => command.commands)]
    for (const command of all)
      command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp()
    const found = splitShell(Array.from(help.matchAll(/^\s*\$ (.*)$/gm), ([, line]) => `${line}\n`).join(''))
    expect(found.filter(isProgram).length).toBeGreaterThan(40)
    expect(
      await judgeAll(
        found.filter(isProgram).map((words) => ({ place: 'help', words: words.slice(1) })),
        false,
      ),
    ).toEqual([])
  })

  it('are scripts that a shell can read', () => {
    // One shell for all: a block with an error would be named by its line in the whole.
    const scripts = shellBlocks
      .filter(({ language }) => language === 'sh' || language === 'bash')
      .map(({ page, line, text }) => `# ${page}:${line}\n(\n${text}\n)\n`)
    expect(execFileSync('bash', ['-n'], { input: scripts.join(''), encoding: 'utf8' })).toBe('')
  })
})
