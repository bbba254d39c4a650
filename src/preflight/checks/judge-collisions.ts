import type { CollisionReport } from '../collisions/collision-census.js'
import { countThings, countUsers, type PreflightCheck } from '../preflight-check.js'

/** @param onConflict what the run does about people who are there already */
export const judgeCollisions = (
  { records, imported, taken, split, byField, identities }: CollisionReport,
  onConflict: string,
): PreflightCheck[] => {
  const checks: PreflightCheck[] = []
  if (records === 0) {
    const message = 'No e-mail address, phone number or username of the input is in the target.'
    checks.push({ name: 'collisions', status: 'ok', message })
  }
  if (imported.users > 0) {
    const message = `${countUsers(imported.users)} of the input came in with an earlier run: recognised by the source key and left as they are.`
    checks.push({ name: 'collisions', status: 'warning', message, ...imported })
  }
  if (taken.users > 0) {
    checks.push({
      name: 'collisions',
      status: onConflict === 'fail' ? 'failed' : 'warning',
      message: `${countUsers(taken.users)} of the input ${taken.users === 1 ? 'has' : 'have'} an identifier of somebody in the target; ${consequences[onConflict] ?? `onConflict ${onConflict} decides`}.`,
      ...taken,
      decide: 'onConflict (--on-conflict)',
    })
  }
  if (split.users > 0) {
    const message = `${countUsers(split.users)} of the input ${split.users === 1 ? 'has' : 'have'} identifiers of two different users of the target: the record fails (conflict_split), accounts are never merged.`
    checks.push({ name: 'collisions', status: 'failed', message, ...split, decide: 'map()' })
  }
  if (records > 0) checks.push({ name: 'collisions', status: 'warning', message: describeFields(byField) })
  if (identities === 'unknown') {
    const message =
      'Whether social identities are taken cannot be known: Logto cannot search them, and the tenant is too large to read it whole.'
    checks.push({ name: 'collisions', status: 'warning', message })
  } else if (byField.identity.users > 0) {
    const message = `A social identity of ${countUsers(byField.identity.users)} is held in the target already: Logto refuses it to anybody else (user.identity_already_in_use).`
    checks.push({ name: 'collisions', status: 'warning', message, ...byField.identity })
  }
  return checks
}

const consequences: Record<string, string> = {
  skip: 'they are left as they are and the record is counted as existing (onConflict skip)',
  fail: 'the records fail (onConflict fail)',
  update: 'they are updated with what the input says (onConflict update)',
}

const describeFields = ({ primaryEmail, primaryPhone, username, id }: CollisionReport['byField']): string => {
  const parts = [
    countThings(primaryEmail.users, 'e-mail address', 'e-mail addresses'),
    countThings(primaryPhone.users, 'phone number', 'phone numbers'),
    countThings(username.users, 'username', 'usernames'),
    ...(id.users === 0 ? [] : [countThings(id.users, 'id', 'ids')]),
  ]
  return `Taken in the target: ${parts.join(', ')}.`
}
