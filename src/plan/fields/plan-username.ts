import type { UserRecord } from '../../presets/user-record.js'
import type { Findings } from '../findings.js'
import { cutInvisible, sayInvisible } from '../checks/invisible-characters.js'
import { longestIdentifier } from './plan-email.js'
import type { PlanRules } from '../plan-rules.js'
import { quoteValue } from '../checks/quote-value.js'
import { readField } from '../checks/read-field.js'

/** Logto's own rule. */
export const usernamePattern = /^[A-Z_a-z]\w*$/

const field = 'username'

export const planUsername = (user: UserRecord, rules: PlanRules, findings: Findings): string | undefined => {
  const written = readField(user.username, field, findings)
  if (written === undefined) return undefined
  const username = cutInvisible(written)
  if (username !== written) sayInvisible(field, findings)
  if (username === '') return undefined
  if (username.length <= longestIdentifier && usernamePattern.test(username)) return username
  const message =
    `${field}: expected letters, digits and underscores, no leading digit, ` +
    `at most ${longestIdentifier} characters, got ${quoteValue(username)}`
  if (rules.username === 'reject') {
    findings.addProblem('username_invalid', field, `${message}; the rule username is reject.`)
    return undefined
  }
  findings.addFact(field, username)
  if (rules.username === 'rewrite') {
    const rewritten = rewriteUsername(username)
    findings.addWarning('username_rewritten', field, `${message}; rewritten to ${quoteValue(rewritten)}.`)
    return rewritten
  }
  findings.addWarning('username_dropped', field, `${message}; kept in customData.migratedFrom.username.`)
  return undefined
}

/** The same original always gives the same username, on every machine and in every run. */
export const rewriteUsername = (username: string): string =>
  username
    .replace(/[^A-Za-z\d_]/gu, '_')
    .replace(/^\d/, '_$&')
    .slice(0, longestIdentifier)
