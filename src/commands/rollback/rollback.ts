import type { Answer } from '../../jobs/job-question.js'
import { rollBackRun, type RollBackOptions } from '../../jobs/roll-back-run.js'
import type { RollbackReport } from '../../rollback/rollback-report.js'
import { describeRollback } from '../../rollback/rollback-text.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { LineProgress } from '../../terminal/line-progress.js'
import { jobOptions } from '../terminal/job-options.js'

export type RollbackFlags = Omit<RollBackOptions, 'config' | 'folder' | 'env'> & CommonFlags

/** Deletes what a run created. 0 when nothing of it is left, else 1; 130 when interrupted. */
export const runRollbackCommand = async (
  context: CommandContext,
  [folder]: string[],
  flags: RollbackFlags,
): Promise<number> => {
  const options = await jobOptions(context, [], folder === undefined ? flags : { ...flags, run: folder })
  const progress = new LineProgress(context)
  const { run, report } = await rollBackRun({
    ...options,
    ask: context.isTerminal && flags.json !== true ? askBeforeDeleting(context) : undefined,
    onEvent: (event) => {
      if (event.type === 'rollback') progress.tell(`${count(event.done)} of ${count(event.total)} users`)
      else options.onEvent?.(event)
    },
  }).finally(() => progress.end())
  if (report === undefined) {
    if (flags.json === true) context.stdout(`${JSON.stringify({ run: run.folder, end: 'complete' })}\n`)
    return 0
  }
  const text = describeRollback(report, run.rollback)
  context.stdout(flags.json === true ? `${JSON.stringify(report)}\n` : text)
  return exitCodeOf(report)
}

const askBeforeDeleting =
  ({ stdin, stderr }: CommandContext): Answer =>
  async (question) => {
    if (question.question !== 'rollback') return false
    const { users, things, endpoint } = question
    const what = `up to ${users.toLocaleString('en-US')} users, ${things} roles and organizations`
    stderr(`This deletes ${what} from ${endpoint}. Type yes to go on: `)
    return /^yes$/i.test((await readLine(stdin)).trim())
  }

/** Leaving the loop lets go of standard input, so that the program can end. */
const readLine = async (stdin: CommandContext['stdin']): Promise<string> => {
  let text = ''
  for await (const chunk of stdin) {
    text += chunk.toString('utf8')
    if (text.includes('\n')) break
  }
  return text.split('\n', 1)[0] ?? ''
}

const count = (number: number): string => number.toLocaleString('en-US')

const exitCodeOf = ({ isDryRun, end, kept, things }: RollbackReport): number => {
  if (isDryRun) return 0
  if (end === 'interrupted') return 130
  const isClean = end === 'complete' && kept.length === 0 && things.every(({ did }) => did !== 'kept')
  return isClean ? 0 : 1
}
