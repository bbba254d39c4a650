import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import type { PlannedRecord } from '../../src/plan/record-planner.js'
import type { UserRecord } from '../../src/presets/user-record.js'
import { createUserRecord } from '../../src/presets/create-user-record.js'

type Planned = Extract<PlannedRecord, { kind: 'planned' }>

/** A record of the input as the pipeline hands it on; its place is `users.json` and the ordinal. */
export const plannedRecord = (fields: { [Field in keyof UserRecord]?: unknown }, ordinal = 1): Planned => {
  const user = Object.assign({ ...createUserRecord(), id: `u${ordinal}` }, fields)
  const { plan, problems, warnings } = planUser(user, defaultPlanRules)
  if (plan === undefined) throw new Error(JSON.stringify(problems))
  const place = { file: 'users.json', line: ordinal, ordinal, sourceKey: plan.sourceKey, record: {} }
  return { kind: 'planned', ...place, plan, warnings }
}

export const plannedRecords = (users: { [Field in keyof UserRecord]?: unknown }[]): Planned[] =>
  users.map((fields, index) => plannedRecord(fields, index + 1))

export async function* inBatches<Item>(items: Item[], size = 7): AsyncGenerator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
