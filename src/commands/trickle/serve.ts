import { serveTrickle, type ServeTrickleOptions } from '../../jobs/trickle/serve-trickle.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export interface TrickleServeFlags
  extends
    CommonFlags,
    Omit<
      ServeTrickleOptions,
      'config' | 'env' | 'folder' | 'port' | 'triesPerMinute' | 'threads' | 'onListening'
    > {
  port: string
  tries: string
  threads?: string
}

/** Serves until it is told to stop. The first line on stdout says where it listens. */
export const runTrickleServeCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: TrickleServeFlags,
): Promise<number> => {
  const { port, tries, threads, ...rest } = flags
  const options = await jobOptions(context, [], rest)
  const isOpen = flags.host !== undefined && !/^(?:127\.|localhost$|::1$)/.test(flags.host)
  if (isOpen && flags.cert === undefined) {
    context.stderr(
      `Passwords reach ${flags.host} unencrypted: put a reverse proxy with TLS before it, or give --cert and --key.\n`,
    )
  }
  await serveTrickle({
    ...options,
    port: readNumber('--port', port, 65_535),
    triesPerMinute: readNumber('--tries', tries, 1000),
    threads: threads === undefined ? undefined : readNumber('--threads', threads, 64),
    onListening: ({ url, storedHashes, upstream }) => {
      if (flags.json === true) context.stdout(`${JSON.stringify({ url, storedHashes, upstream })}\n`)
      else context.stdout(`Trickle listening on ${url}\n`)
      const asked =
        upstream === undefined ? '' : `; who has none is asked for in the old system (${upstream})`
      context.stderr(`${storedHashes.toLocaleString('en-US')} old hashes${asked}. Stop it with Ctrl-C.\n`)
    },
  })
  return 0
}

const readNumber = (flag: string, text: string, max: number): number => {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (value <= max && (flag === '--port' || value > 0)) return value
  throw new MigrationError(
    'usage',
    'flag_invalid',
    `${flag} takes a whole number up to ${max}, got "${text}"`,
  )
}
