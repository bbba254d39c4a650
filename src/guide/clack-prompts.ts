import * as clack from '@clack/prompts'
import { setMaxListeners } from 'node:events'
import { Writable } from 'node:stream'
import { escapeControls } from '../outcome/escape-controls.js'
import { MigrationError } from '../outcome/migration-error.js'
import { wrapText } from './fit-text.js'
import type { GuidePrompts } from './guide-prompts.js'

/** What the prompts are drawn on and read from. */
export interface PromptStreams {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  hasColor: boolean
  signal: AbortSignal
}

/** What the bar and the frame take of a line. */
const frameWidth = 8

/** The guide's questions, drawn by @clack/prompts. What comes from files is escaped here. */
export const createClackPrompts = ({ input, output, hasColor, signal }: PromptStreams): GuidePrompts => {
  // Every question listens on it, and does not let go when it is answered.
  setMaxListeners(0, signal)
  const shown = hasColor ? output : withoutColor(output)
  const common = { input, output: shown, signal }
  const settle = <Answer>(answer: Answer): Exclude<Answer, typeof clack.CANCEL_SYMBOL> => {
    if (!clack.isCancel(answer)) return answer as Exclude<Answer, typeof clack.CANCEL_SYMBOL>
    throw new MigrationError('interrupted', 'interrupted', 'given up: nothing was written')
  }
  const width = (): number => Math.max(30, (output.columns || 80) - frameWidth)
  const log = {
    info: clack.log.info,
    done: clack.log.success,
    warning: clack.log.warn,
    error: clack.log.error,
  }
  return {
    begin: (title) => clack.intro(title, common),
    end: (text) => clack.outro(escapeControls(text), common),
    show: (title, lines) =>
      clack.note(lines.flatMap((line) => wrapText(escapeControls(line), width())).join('\n'), title, {
        ...common,
        format: (line: string) => line,
      }),
    tell: (kind, text) => log[kind](wrapText(escapeControls(text), width()).join('\n'), common),
    pick: async ({ message, choices, initial, isSearched }) => {
      const options = choices.map(({ value, label, hint }) => ({
        value,
        label: escapeControls(label),
        ...(hint !== undefined && { hint: escapeControls(hint) }),
      })) as clack.Option<(typeof choices)[number]['value']>[]
      const question = { ...common, message: escapeControls(message), options, maxItems: 9 }
      const first = initial === undefined ? {} : { initialValue: initial }
      const answer = await (isSearched === true
        ? clack.autocomplete({ ...question, ...first, placeholder: 'type to search' })
        : clack.select({ ...question, ...first }))
      return settle(answer) as (typeof choices)[number]['value']
    },
    ask: async ({ message, placeholder, initial, isHidden, validate }) => {
      const check = (answer: string | undefined): string | undefined => validate?.((answer ?? '').trim())
      const question = { ...common, message: escapeControls(message), validate: check }
      const answer = settle(
        await (isHidden === true
          ? clack.password(question)
          : clack.text({
              ...question,
              ...(placeholder !== undefined && { placeholder: escapeControls(placeholder) }),
              ...(initial !== undefined && { initialValue: initial }),
            })),
      )
      return (answer ?? '').trim()
    },
    confirm: async ({ message, initial = true }) =>
      settle(await clack.confirm({ ...common, message: escapeControls(message), initialValue: initial })),
    width,
  }
}

/** The same stream without colours: the sequences that move the cursor stay. */
const withoutColor = (output: NodeJS.WriteStream): Writable => {
  const plain = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      output.write(removeColor(chunk.toString()), () => done())
    },
  })
  return Object.defineProperties(plain, {
    columns: { get: () => output.columns },
    rows: { get: () => output.rows },
    isTTY: { get: () => output.isTTY },
  })
}

/** Select graphic rendition, and nothing else. */
// oxlint-disable-next-line no-control-regex
const color = /\u001B\[[\d;]*m/g

const removeColor = (text: string): string => text.replace(color, '')
