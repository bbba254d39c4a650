import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compareFiles } from './compare-files.mjs'
import { compareStore } from './compare-store.mjs'
import { compareTarget } from './compare-target.mjs'
import { readStore } from './keep-passwords.mjs'
import { finish, killAgainAndAgain } from './kill-sessions.mjs'
import { runSession } from './run-session.mjs'

/**
 * Kills and resumes one export until it is in the target, and compares.
 *
 * @param jobs one, or one of each shard, which work at the same time
 */
export const runPass = async ({
  options,
  jobs,
  target,
  random,
  faultPlan,
  round,
  kills,
  trouble,
  ...expected
}) => {
  const { people, earlier, invitations } = expected
  const those = jobs.map((job) => ({ ...options, job }))
  // Shards read one file: what is changed under one would be begun with by another.
  const allowed = { ...trouble, changesInput: trouble.changesInput && jobs.length === 1 }
  await target.setFaults(faultPlan)
  const killed = await Promise.all(those.map((one) => killAgainAndAgain(one, random, kills, round, allowed)))
  await target.setFaults({})
  const ends = await Promise.all(
    those.map((one, index) => killed[index] === 'complete' || finish(one, round)),
  )
  const stats = await target.readStats()
  await target.resetStats()
  const writes = await countWritesWhenDone(those, target)

  const state = await target.readState()
  const inTarget = compareTarget(state, people, earlier, invitations)
  const runs = jobs.map(({ run }) => run)
  const inFiles = await compareFiles(options.folder, runs, people, inTarget.ids)
  const inStore = trouble.keepsPasswords
    ? compareStore(await readStore(options.cli, options.folder, runs[0]), state, people, inTarget.ids)
    : { counts: {}, details: [] }
  return {
    requests: stats.requests,
    faults: stats.faults,
    counts: {
      ...inTarget.counts,
      ...inFiles.counts,
      ...inStore.counts,
      'not complete': ends.filter((isComplete) => !isComplete).length,
      'writes when done': writes,
    },
    details: [...inTarget.details, ...inFiles.details, ...inStore.details],
  }
}

/** A finished import that is started again must send nothing that changes the target. */
const countWritesWhenDone = async (those, target) => {
  for (const options of those) await runSession(options, undefined)
  const { requests } = await target.readStats()
  return Object.entries(requests)
    .filter(([route]) => !route.startsWith('GET ') && route !== 'POST /oidc/token')
    .reduce((sum, [, count]) => sum + count, 0)
}

/** Kills and resumes the rollback of the run until it is over; nothing of the run may be left. */
export const runRollback = async ({ options, job, target, random, faultPlan, round, kills, trouble }) => {
  const rollback = { ...options, job }
  await target.setFaults(faultPlan)
  const { clocksMs } = trouble
  const killed = await killAgainAndAgain(rollback, random, kills, round, { clocksMs })
  await target.setFaults({})
  const isComplete = killed === 'complete' || (await finish(rollback, round))
  const stats = await target.readStats()
  const { users, roles, organizations, organizationRoles, invitations } = await target.readState()
  const left = [
    ...users.map(({ id }) => `user ${id}`),
    ...roles.filter(({ type }) => type === 'User').map(({ name }) => `role ${name}`),
    ...organizations.map(({ name }) => `organization ${name}`),
    ...organizationRoles.map(({ name }) => `organization role ${name}`),
    ...invitations.map(({ id }) => `invitation ${id}`),
    ...(trouble.keepsPasswords && existsSync(join(options.folder, job.run, 'legacy-passwords.mdb'))
      ? ['the store of old passwords']
      : []),
  ]
  return {
    requests: stats.requests,
    faults: stats.faults,
    counts: { 'left after the rollback': left.length, 'not complete': isComplete ? 0 : 1 },
    details: left,
  }
}

export const addUp = (first, second) => {
  const sum = { ...first }
  for (const [name, count] of Object.entries(second)) sum[name] = (sum[name] ?? 0) + count
  return sum
}
