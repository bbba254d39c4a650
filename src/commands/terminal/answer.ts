import type { Answer } from '../../jobs/job-question.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { findAsk } from './ask.js'

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
