import type { Answer } from '../../jobs/job-question.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'

/** Shows a question and resolves to the line that was typed; empty at the end of the input. */
export type Ask = (question: string) => Promise<string>

/** Undefined where nobody can be asked: no terminal, in the background, or with --quiet. */
export const findAsk = (
  { terminal, stderr }: CommandContext,
  { quiet }: Pick<CommonFlags, 'quiet'>,
): Ask | undefined => {
  if (terminal === undefined || quiet === true || !terminal.isForeground()) return undefined
  return async (question) => {
    stderr(question)
    return (await terminal.readLine({ isHidden: false })) ?? ''
  }
}

/** Answers a job's questions from the terminal; undefined where nobody can be asked. */
export const findAnswer = (context: CommandContext, flags: CommonFlags): Answer | undefined => {
  const ask = findAsk(context, flags)
  if (ask === undefined) return undefined
  return async (question) => {
    switch (question.question) {
      case 'side_effects':
        return isYes(await ask('Go on? [y/N] '))
      case 'canary':
        return flags.json !== true && isYes(await ask('Import the rest? [y/N] '))
      case 'rollback':
        return false
    }
  }
}

const isYes = (answer: string): boolean => /^y(es)?$/i.test(answer.trim())
