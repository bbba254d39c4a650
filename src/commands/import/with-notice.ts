import type { ImportResult } from '../../jobs/import-users.js'
import { openNotifier } from '../../jobs/notify/notifier.js'
import { createNotice, type NoticeFacts } from '../../jobs/notify/run-notice.js'
import { exitCodeOf } from '../../outcome/exit-code.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { maskQuoted } from '../../secrets/mask-text.js'
import type { CommandContext } from '../../terminal/command-context.js'
import { createTeller } from '../terminal/tell-event.js'
import type { ImportFlags } from './import-flags.js'

/** An import that has ended, and the exit code it ends with. */
export interface EndedImport {
  result: ImportResult
  exitCode: number
}

/**
 * Works, and tells whoever --notify names how it ended, also where it was broken off. That the telling fails is a
 * warning and changes nothing.
 *
 * @param insecureHttp as flags and config have it
 */
export const withNotice = async (
  context: CommandContext,
  {
    flags,
    isRetry,
    insecureHttp,
  }: { flags: ImportFlags; isRetry: boolean; insecureHttp: boolean | undefined },
  work: () => Promise<EndedImport>,
): Promise<number> => {
  const { env, folder, effects } = context
  if (flags.notify === undefined) return (await work()).exitCode
  const notifier = openNotifier(flags.notify, { env, folder, effects, insecureHttp })
  const startedAtMs = effects.now()
  const tell = async (facts: Omit<NoticeFacts, 'command' | 'nowMs' | 'startedAtMs'>): Promise<void> => {
    const command = isRetry ? 'retry' : 'import'
    const why = await notifier(createNotice({ ...facts, command, nowMs: effects.now(), startedAtMs }))
    if (why === undefined) return
    createTeller(context, flags)({ type: 'note', code: 'notice_failed', why })
  }
  try {
    const { result, exitCode } = await work()
    const { end, run, summary } = result
    await tell({ end, exitCode, run, summary, error: undefined })
    return exitCode
  } catch (error) {
    const known = error instanceof MigrationError ? error : undefined
    const told = {
      code: known?.code ?? 'crashed',
      message: known === undefined ? '' : maskQuoted(known.message),
    }
    await tell({ end: 'error', exitCode: exitCodeOf(error), run: undefined, summary: undefined, error: told })
    throw error
  }
}
