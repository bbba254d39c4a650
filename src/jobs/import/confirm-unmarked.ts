import { MigrationError } from '../../outcome/migration-error.js'
import type { PlannedRecord } from '../../plan/record-planner.js'
import type { Tally } from '../../report/census/census.js'
import { formatCount } from '../../report/format.js'

/**
 * Whoever asks for users whom nothing but their content tells apart has to know what that costs, before the first of them
 * is sent.
 *
 * @param unmarked those of the input, as counted
 * @throws MigrationError `usage/unmarked_users`
 */
export const confirmUnmarked = (unmarked: Tally | undefined, isConfirmed: boolean): void => {
  if (unmarked === undefined || isConfirmed) return
  const { count, examples } = unmarked
  const first = examples.map(({ file, line }) => `${file}:${line}`).join(', ')
  throw unmarkedError(`${formatCount(count)} records have (first: ${first})`)
}

/**
 * The same for an input that is not counted beforehand: it ends at the first such record.
 *
 * @throws MigrationError `usage/unmarked_users`
 */
export async function* refuseUnmarked(
  records: AsyncIterable<PlannedRecord[]>,
): AsyncGenerator<PlannedRecord[]> {
  for await (const batch of records) {
    const index = batch.findIndex(isUnmarked)
    const found = batch[index]
    if (found === undefined) {
      yield batch
      continue
    }
    if (index > 0) yield batch.slice(0, index)
    throw unmarkedError(`${found.file}:${found.line} has`)
  }
}

const isUnmarked = (record: PlannedRecord): boolean =>
  record.kind === 'planned' && record.warnings.some(({ code }) => code === 'unmarked_user')

const unmarkedError = (who: string): MigrationError =>
  new MigrationError(
    'usage',
    'unmarked_users',
    `${who} neither e-mail address, phone number nor username, and with keepMigratedFrom: false no mark of the run either: ` +
      'when a create gets no answer, nothing but their content tells whether such a user is there. Somebody whom others create with the same content ' +
      'in the meantime counts as ours, and verify and rollback cannot find one whom a proxy delivered twice. ' +
      'Leave keepMigratedFrom out of the config, or confirm with --yes',
  )
