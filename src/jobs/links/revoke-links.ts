import { revokeOneTimeToken } from '../../logto/calls/one-time-tokens.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'
import { emptyLinkFile } from './link-file.js'
import { locateLinks, withLinkFiles } from './open-link-files.js'

export interface RevokedLinks {
  revoked: number
  failed: number
  end: 'complete' | 'interrupted'
}

const inFlight = 8

/** Makes every link that this run has made worthless, and empties links.csv. */
export const revokeLinks = async (options: Omit<JobOptions, 'files'>): Promise<RevokedLinks> => {
  const context = openJob(options)
  const files = await locateLinks(options)
  const { rate } = settingsOf({ ...options, run: undefined })
  const result: RevokedLinks = { revoked: 0, failed: 0, end: 'complete' }
  await withLinkFiles(options, files, (ledger) =>
    withOpenTarget(targetOf(options), { rate }, context, {}, async ({ send }) => {
      const ids = Array.from(ledger.state.holders.keys())
      let next = 0
      const work = async (): Promise<void> => {
        for (let id = ids[next]; id !== undefined; id = ids[next]) {
          next += 1
          if (context.stop.aborted) {
            result.end = 'interrupted'
            return
          }
          const { refusal } = await revokeOneTimeToken(send, id)
          // Somebody deleted it: it is worth nothing either.
          if (refusal && refusal.status !== 404) result.failed += 1
          else {
            await ledger.append({ t: 'revoked', id })
            result.revoked += 1
          }
        }
      }
      await Promise.all(Array.from({ length: inFlight }, work))
    }),
  )
  if (result.end === 'complete' && result.failed === 0) await emptyLinkFile(files.links)
  return result
}
