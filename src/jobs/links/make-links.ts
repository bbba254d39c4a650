import type { Who } from '../../trickle/people/who-is-left.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'
import { makeLink } from './link-maker.js'
import { type LinkCounts, LinkRun, type LinkRunEnd } from './link-run.js'
import { readLifetime, readLinkTemplate } from './link-template.js'
import { locateLinks, withLinkFiles } from './open-link-files.js'

export interface MakeLinksOptions extends Omit<JobOptions, 'files'> {
  /** Default: pending. */
  who?: Who | undefined
  /** Users too whom no import of this tool brought. Default: false. */
  everybody?: boolean | undefined
  /** Page of the application, with `{token}`. Default: tokens alone. */
  urlTemplate?: string | undefined
  /** `7d`, `36h`, `90m`. Default: 7d. */
  expires?: string | undefined
  /** Links at most, in this call. */
  maxLinks?: number | undefined
}

export interface LinksResult extends Omit<LinkCounts, 'unsettled'> {
  /** links.csv. */
  file: string
  end: LinkRunEnd
}

/** Makes a one-time link for each of those who are left, or goes on where an earlier call ended. */
export const makeLinks = async (options: MakeLinksOptions): Promise<LinksResult> => {
  const context = openJob(options)
  const fill = readLinkTemplate(options.urlTemplate)
  const expiresInSeconds = readLifetime(options.expires)
  const files = await locateLinks(options)
  const { rate, settleWithinMs } = settingsOf({ ...options, run: undefined })
  return withLinkFiles(options, files, (ledger, file) =>
    withOpenTarget(targetOf(options), { rate }, context, {}, async ({ send, clockSkewMs }) => {
      const now = (): number => Math.floor(context.effects.now() + (clockSkewMs() ?? 0))
      // What is in flight is finished: only the way to new ones ends with the signal.
      const { signal } = new AbortController()
      const { sleep } = context.effects
      const settled = { now, sleep, settleWithinMs, signal, stop: context.stop }
      const tools = { send, ledger, file, fill, expiresInSeconds, ...settled }
      const run = new LinkRun({
        who: options.who ?? 'pending',
        everybody: options.everybody === true,
        maxLinks: options.maxLinks ?? Infinity,
        withoutEmailPath: files.withoutEmail,
        ledger,
        make: (user, mayWait) => makeLink(user, mayWait, tools),
        now,
        tell: ({ made, hadOne, users, unsettled }) =>
          context.emit({ type: 'links', made, hadOne, users, unsettled }),
        stop: context.stop,
      })
      const { unsettled: _unsettled, ...counts } = await run.run(send)
      return { file: files.links, ...counts }
    }),
  )
}
