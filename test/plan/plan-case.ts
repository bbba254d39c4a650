import type { PlanRules } from '../../src/plan/plan-rules.js'
import type { CreateUserBody } from '../../src/plan/user-plan.js'
import type { UserRecord } from '../../src/presets/user-record.js'

/** A record, the rules, and what must come of it. */
export interface PlanCase {
  id: string
  user: { [Field in keyof UserRecord]?: unknown }
  rules?: Partial<PlanRules>
  /** Part of the request body. */
  create?: { [Field in keyof CreateUserBody]?: unknown }
  /** Part of `customData.migratedFrom`. */
  facts?: object
  problems?: [code: string, field?: string][]
  warnings?: string[]
  losses?: string[]
}
