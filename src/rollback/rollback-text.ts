import type { MadeKind } from '../checkpoint/entry.js'
import type { KeptReason } from './ledger-entry.js'
import type { RollbackReport, ThingOutcome } from './rollback-report.js'

/** More are in the JSON document and, but for a dry run, in the ledger. */
const shownUsers = 20

/** A rollback for people. */
export const describeRollback = (report: RollbackReport, ledger: string): string => {
  const { isDryRun, users, kept, failed, things, invitations, changedOthers } = report
  const lines = [
    describeEnd(report),
    `${count(users.made)} users created by the run: ${count(users.deleted)} ${isDryRun ? 'would be deleted' : 'deleted'}, ` +
      `${count(users.gone)} gone already, ${count(users.kept)} kept, ${count(users.failed)} failed`,
    ...countReasons(report),
    ...kept.slice(0, shownUsers).map(({ id, key, why }) => {
      const about = key === undefined ? '' : ` (${key})`
      return `  kept ${id}${about}: ${why.map((reason) => keptReasonTexts[reason]).join(', ')}`
    }),
    ...(kept.length > shownUsers
      ? [`  and ${count(kept.length - shownUsers)} more: ${isDryRun ? '--json lists all' : ledger}`]
      : []),
    ...failed.slice(0, shownUsers).map(({ id, code }) => `  failed ${id}: ${code}`),
    ...(invitations.made === 0
      ? []
      : [
          `${count(invitations.made)} invitations: ${count(invitations.deleted)} ${isDryRun ? 'would be deleted' : 'deleted'}, ` +
            `${count(invitations.gone)} gone already, ${count(invitations.kept)} kept (accepted), ${count(invitations.failed)} failed`,
        ]),
    ...things.map((thing) => describeThing(thing, isDryRun)),
    ...(users.unknown > 0
      ? [
          `${count(users.unknown)} records were begun without a known outcome, and no user with the mark of the run was found for them`,
        ]
      : []),
    ...(changedOthers > 0
      ? [`${count(changedOthers)} users of others were changed by the run and stay as they are`]
      : []),
  ]
  return `${lines.join('\n')}\n`
}

const describeEnd = ({ isDryRun, end, run }: RollbackReport): string => {
  if (isDryRun) return 'Dry run: nothing is deleted.'
  switch (end) {
    case 'complete':
      return `Rolled back. The files of the run stay in ${run}, and make room when an import begins there.`
    case 'partial':
      return 'Rolled back in part: see what was kept and why.'
    case 'interrupted':
      return 'Interrupted; run it again to go on.'
  }
}

const countReasons = ({ kept, isDryRun }: RollbackReport): string[] => {
  const flags: [KeptReason[], string][] = [
    [['signed_in'], '--include-signed-in'],
    [['changed', 'other_run'], '--include-changed'],
  ]
  return flags.flatMap(([reasons, flag]) => {
    const users = kept.filter(({ why }) => why.some((reason) => reasons.includes(reason))).length
    const verb = isDryRun ? 'would delete' : 'deletes'
    return users === 0 ? [] : [`${flag} ${verb} ${count(users)} of those who are kept`]
  })
}

const kindTexts: Record<MadeKind, string> = {
  role: 'role',
  organization: 'organization',
  organizationRole: 'organization role',
}

const describeThing = ({ kind, name, did, why, code }: ThingOutcome, isDryRun: boolean): string => {
  const verb = isDryRun && did === 'deleted' ? 'would be deleted' : did === 'gone' ? 'gone already' : did
  const reason = why === undefined ? code : keptReasonTexts[why]
  return `${kindTexts[kind]} ${JSON.stringify(name)}: ${verb}${reason === undefined ? '' : ` (${reason})`}`
}

const keptReasonTexts: Record<KeptReason, string> = {
  signed_in: 'has signed in since',
  changed: 'was changed since',
  other_run: 'belongs to another run now',
  there_before: 'was there before the run, which created them again with another password',
  in_use: 'somebody who stays has it',
}

const count = (number: number): string => number.toLocaleString('en-US')
