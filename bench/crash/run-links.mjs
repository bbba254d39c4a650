import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { groupBy } from './group-by.mjs'
import { finish, killAgainAndAgain } from './kill-sessions.mjs'
import { linksJob, runSession } from './run-session.mjs'

/**
 * Links for those whose old password has not come, killed again and again: in the end each of them has one link that is
 * good, its line is in links.csv once, and nobody else has any.
 */
export const runLinks = async ({ options, target, random, faultPlan, round, kills, trouble }) => {
  const links = { ...options, job: linksJob }
  await target.resetStats()
  await target.setFaults(faultPlan)
  const { clocksMs } = trouble
  await killAgainAndAgain(links, random, kills, round, { clocksMs })
  await target.setFaults({})
  const isComplete = await finish(links, round)
  const { requests, faults } = await target.readStats()
  const again = await runSession(links, undefined)

  const counts = { 'wrong links': 0, 'wrong lines of links': 0, 'not complete': isComplete ? 0 : 1 }
  const details = []
  const note = (name, detail) => {
    counts[name] += 1
    details.push(`${name}: ${detail}`)
  }
  if (JSON.parse(again.stdout).made !== 0) note('wrong links', `made when done: ${again.stdout}`)
  const state = await target.readState()
  const pending = state.users.filter(isPending)
  const wanted = new Set(pending.map(({ primaryEmail }) => primaryEmail).filter((email) => email !== null))
  const active = state.oneTimeTokens.filter(({ status }) => status === 'active')
  const byEmail = groupBy(active, ({ email }) => email)
  for (const email of new Set([...wanted, ...byEmail.keys()])) {
    const there = byEmail.get(email)?.length ?? 0
    if (there !== (wanted.has(email) ? 1 : 0)) note('wrong links', `${email} has ${there}`)
  }
  const lines = await readRows(join(options.folder, linksJob.run, 'links.csv'))
  const known = new Set(active.map(({ token }) => token))
  const byToken = groupBy(lines, (line) => line.split(',')[3])
  for (const token of new Set([...known, ...byToken.keys()])) {
    const there = byToken.get(token)?.length ?? 0
    if (there !== (known.has(token) ? 1 : 0)) note('wrong lines of links', `${there} of one token`)
  }
  const without = await readRows(join(options.folder, linksJob.run, 'links-no-email.csv'))
  const withoutEmail = pending.length - wanted.size
  if (without.length !== withoutEmail) {
    note('wrong lines of links', `${without.length} without e-mail address, expected ${withoutEmail}`)
  }
  return { requests, faults, counts, details }
}

const isPending = ({ customData, passwordDigest, isSuspended }) =>
  customData.migratedFrom?.password === 'pending' && passwordDigest === null && !isSuspended

const readRows = async (path) => (await readFile(path, 'utf8')).split(/\r?\n/).slice(1).filter(Boolean)
