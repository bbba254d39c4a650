import type { Command, Option } from 'commander'
import { formatsOf, inputFormats, operandValues, optionValues, type ValueKind } from './option-values.js'

/** One word that could stand there, and what it is. */
export interface Candidate {
  word: string
  about: string
}

export interface Completion {
  candidates: Candidate[]
  /** The shell is to offer names of files as well. */
  hasFiles: boolean
}

/** Where the names come from that are not in the program itself. */
export interface NameSources {
  presets(): Candidate[]
  runs(): Promise<Candidate[]>
  topics(): Candidate[]
  systems(): Promise<Candidate[]>
}

/**
 * What could come next.
 *
 * @param words behind the name of the program; the last one is being typed, and may be empty
 */
export const listCandidates = async (
  program: Command,
  words: readonly string[],
  sources: NameSources,
): Promise<Completion> => {
  const typed = words.at(-1) ?? ''
  const { command, path, operands, pending } = readWords(program, words.slice(0, -1))
  const joined = /^(--[\w-]+)=(.*)$/.exec(typed)
  const option = joined === null ? pending : findOption(command, joined[1] ?? '')
  if (option !== undefined && takesValue(option)) {
    const found = await resolve(valuesOfOption(option, path), sources)
    const head = joined === null ? '' : `${joined[1]}=`
    return keep(withPrefix(found, head), typed)
  }
  if (typed.startsWith('-')) return keep({ candidates: listOptions(command), hasFiles: false }, typed)
  const inner = command.commands.length === 0 ? [] : listCommands(command)
  if (inner.length > 0 && operands === 0) return keep({ candidates: inner, hasFiles: false }, typed)
  if (path === 'help') return keep({ candidates: listCommands(program), hasFiles: false }, typed)
  const single = command.registeredArguments.every((argument) => !argument.variadic)
  const isFull = single && operands >= Math.max(1, command.registeredArguments.length)
  const kind: ValueKind =
    isFull || (path === 'api' && operands > 0) ? 'nothing' : (operandValues[path] ?? 'files')
  return keep(await resolve(kind, sources), typed)
}

interface ReadWords {
  command: Command
  /** `trickle serve` */
  path: string
  /** Operands that stand there already. */
  operands: number
  /** An option whose value comes next. */
  pending: Option | undefined
}

const readWords = (program: Command, words: readonly string[]): ReadWords => {
  let command = program
  const path: string[] = []
  let operands = 0
  let pending: Option | undefined
  for (const word of words) {
    if (pending !== undefined) {
      // An option of several values goes on until the next one.
      if (!(pending.variadic && !word.startsWith('-'))) {
        if (!word.startsWith('-')) {
          pending = undefined
          continue
        }
        pending = undefined
      } else continue
    }
    if (word.startsWith('-')) {
      const option = word.includes('=') ? undefined : findOption(command, word)
      pending = option !== undefined && takesValue(option) ? option : undefined
      continue
    }
    const inner = operands === 0 ? command.commands.find((one) => one.name() === word) : undefined
    if (inner === undefined) {
      if (path.length === 0 && word === 'help') path.push('help')
      else operands += 1
      continue
    }
    command = inner
    path.push(word)
  }
  return { command, path: path.join(' '), operands, pending }
}

const takesValue = ({ required, optional }: Option): boolean => required || optional

const findOption = (command: Command, word: string): Option | undefined =>
  command.options.find(({ long, short }) => long === word || short === word)

const listOptions = (command: Command): Candidate[] => [
  ...command.options
    .filter(({ hidden }) => !hidden)
    .map(({ long, short, description }) => ({ word: long ?? short ?? '', about: description })),
  { word: '--help', about: 'display help for command' },
]

/** Those that help shows. */
const listCommands = (command: Command): Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ word: one.name(), about: one.description() }))

const valuesOfOption = ({ long }: Option, path: string): ValueKind => {
  if (long === '--format') return formatsOf[path] ?? inputFormats
  return optionValues[long ?? ''] ?? 'nothing'
}

const resolve = async (kind: ValueKind, sources: NameSources): Promise<Completion> => {
  if (typeof kind !== 'string') {
    return { candidates: kind.map((word) => ({ word, about: '' })), hasFiles: false }
  }
  switch (kind) {
    case 'presets':
      // A preset of one's own is the path of its module.
      return { candidates: sources.presets(), hasFiles: true }
    case 'runs': {
      const runs = await sources.runs()
      return { candidates: runs, hasFiles: runs.length === 0 }
    }
    case 'topics':
      return { candidates: sources.topics(), hasFiles: false }
    case 'systems':
      return { candidates: await sources.systems(), hasFiles: false }
    case 'files':
      return { candidates: [], hasFiles: true }
    default:
      return { candidates: [], hasFiles: false }
  }
}

const withPrefix = ({ candidates, hasFiles }: Completion, head: string): Completion => ({
  hasFiles,
  candidates: candidates.map(({ word, about }) => ({ word: `${head}${word}`, about })),
})

const keep = ({ candidates, hasFiles }: Completion, typed: string): Completion => ({
  hasFiles,
  candidates: candidates.filter(({ word }) => word.startsWith(typed)),
})
