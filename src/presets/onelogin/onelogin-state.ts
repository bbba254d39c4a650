import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** `status` as the API counts it, and whether the user may sign in. */
const statuses = new Map<string, readonly [name: string, isSuspended: boolean]>([
  ['0', ['unactivated', false]],
  ['1', ['active', false]],
  ['2', ['suspended', true]],
  ['3', ['locked', true]],
  ['4', ['password_expired', false]],
  ['5', ['awaiting_password_reset', false]],
  ['7', ['password_pending', false]],
  ['8', ['security_questions_required', false]],
])

const states = new Map<string, readonly [name: string, isSuspended: boolean]>([
  ['0', ['unapproved', true]],
  ['1', ['approved', false]],
  ['2', ['rejected', true]],
  ['3', ['unlicensed', true]],
])

export const putOneLoginState = (user: UserRecord, record: JsonObject): void => {
  for (const [field, names] of [
    ['status', statuses],
    ['state', states],
  ] as const) {
    const word = readText(record[field])?.trim()
    if (word === undefined) continue
    const [name, isSuspended] = names.get(word) ?? findNamed(names, word) ?? [word, undefined]
    user.migratedFrom[field] = name
    user.isSuspended = user.isSuspended === true || (isSuspended ?? true)
    if (isSuspended === undefined) {
      const detail = `The ${field} ${JSON.stringify(word.slice(0, 40))} is not known; the user comes suspended.`
      user.losses.push({ kind: 'unknown_state', detail })
    }
  }
}

/** Reports write the words. */
const findNamed = (names: typeof statuses, word: string): readonly [string, boolean] | undefined => {
  const folded = word.toLowerCase().replace(/[\s-]+/g, '_')
  return [...names.values()].find(([name]) => name === folded)
}
