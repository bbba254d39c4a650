import type { CommandContext, CommonFlags } from '../context.js'

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
