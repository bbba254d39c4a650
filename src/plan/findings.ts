import type { ProblemCode } from '../outcome/problem-codes.js'
import type { Problem } from '../outcome/problem.js'
import type { Loss } from '../presets/user-record.js'
import type { JsonObject, JsonValue } from '../source/source-record.js'
import type { KeptOut } from '../secrets/kept-out.js'
import type { PendingPassword } from './user-plan.js'
import type { PlanWarning, WarningCode } from './warning-codes.js'

const none: never[] = []

/**
 * What planning finds out about one record. Lists are made when the first entry comes: most records have
 * none, and this runs for each of millions.
 */
export class Findings implements KeptOut {
  problems: Problem[] | undefined = undefined
  warnings: PlanWarning[] = none
  losses: Loss[] | undefined = undefined
  /** Values kept out of their own field, for `customData.migratedFrom`. */
  facts: JsonObject | undefined = undefined
  /** Keys of the profile that Logto does not know, for `customData.profile`. */
  otherProfile: { [key: string]: unknown } | undefined = undefined
  /** Further addresses of a cell that held several, for `customData`. */
  otherAddresses: { [key: string]: JsonObject[] } | undefined = undefined
  /** Names of what was kept out of free-form values as a secret. */
  keptOut: Set<string> | undefined = undefined
  /** Values that the record uses as password or second factor. */
  usedSecrets: readonly string[] | undefined = undefined
  /** How the password works that could not be carried over. */
  pendingPassword: PendingPassword | undefined = undefined
  /** Never less than the bytes that the free-form values take in the request body. */
  bodyBytes = 0

  addProblem(code: ProblemCode, field: string | undefined, message: string): void {
    const problem: Problem = field === undefined ? { code, message } : { code, field, message }
    if (this.problems === undefined) this.problems = [problem]
    else this.problems.push(problem)
  }

  addWarning(code: WarningCode, field: string, message: string): void {
    if (this.warnings.length === 0) this.warnings = [{ code, field, message }]
    else this.warnings.push({ code, field, message })
  }

  addLoss(kind: string, detail: string): void {
    if (this.losses === undefined) this.losses = [{ kind, detail }]
    else this.losses.push({ kind, detail })
  }

  keepOut(name: string): void {
    this.keptOut ??= new Set()
    this.keptOut.add(name)
  }

  addFact(name: string, value: JsonValue): void {
    this.facts ??= {}
    this.facts[name] = value
  }

  addOtherAddresses(key: 'otherEmails' | 'otherPhones', addresses: JsonObject[]): void {
    this.otherAddresses ??= {}
    this.otherAddresses[key] = addresses
  }

  addOtherProfile(key: string, value: unknown): void {
    this.otherProfile ??= {}
    // A plain assignment to `__proto__` would set the prototype and lose the key.
    Object.defineProperty(this.otherProfile, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
}
