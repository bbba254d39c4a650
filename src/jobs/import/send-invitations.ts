import type { OpenRun } from '../../checkpoint/open-run.js'
import type { Settings } from '../../config/settings.js'
import type { ImportEnd, ImportOptions } from '../../import/run-import.js'
import { runInvitations } from '../../import/invitations/run-invitations.js'
import { invitationsFile } from '../../presets/read-invitation.js'
import { describeOrganization } from '../../presets/vocabulary/organizations-file.js'
import { nameInvitationReason } from '../../report/count-invitations.js'
import { expandPaths } from '../../source/input/expand-paths.js'
import { openInput } from '../../source/input/open-input.js'
import type { JobContext } from '../job-context.js'
import type { Pipeline } from '../input/open-pipeline.js'
import type { RunLog } from './run-log.js'

export interface SendInvitationsOptions {
  /** How the users ended: invitations follow when all of them were tried. */
  end: 'complete' | 'incomplete'
  settings: Settings
  options: ImportOptions
  run: OpenRun
  pipeline: Pipeline
  context: JobContext
  log: RunLog
  /** The first place for each reason, for people. */
  examples: Map<string, string>
}

/**
 * Brings the invitations of `source.related.invitations` over, if there are any. Of several shards the first one
 * does.
 */
export const sendInvitations = async ({
  end,
  settings,
  options,
  run,
  pipeline,
  context,
  log,
  examples,
}: SendInvitationsOptions): Promise<ImportEnd> => {
  const given = settings.related[invitationsFile]
  if (given === undefined || (settings.shard !== undefined && settings.shard.index !== 1)) return end
  const paths = await expandPaths([given].flat())
  const { send, concurrency, resolvers, effects, stop, settleMs } = options
  const sent = await runInvitations({
    open: () => openInput(paths, { format: 'auto', stdin: context.stdin, signal: stop }),
    run,
    send,
    concurrency,
    resolvers,
    describe: (organization) => describeOrganization(organization, pipeline.presetContext),
    rules: settings.invitations ?? {},
    effects,
    settleMs,
    stop,
    onMissing: ({ ordinal, file, line }, code) => {
      log.unitRefused(ordinal, 'invitation', code)
      const reason = nameInvitationReason(code)
      if (!examples.has(reason)) examples.set(reason, `${file}:${line}`)
    },
  })
  return sent === 'complete' ? end : sent
}
