import { setTimeout as sleep } from 'node:timers/promises'
import { readStore } from './keep-passwords.mjs'
import { between } from './seeded-random.mjs'
import { startService } from './start-service.mjs'

/**
 * People sign in with their old passwords while the service that knows them is killed and started again; some have
 * reset theirs before, some never come. In the end whoever came is in Logto with the old password, and nobody else.
 *
 * @param people whose `expected.oldPassword` the store holds
 */
export const runSignIns = async (parts) => {
  const { options, target, random, faultPlan, round, kills, run, people } = parts
  const count = { 'kept out': 0, 'let in wrongly': 0, 'wrong hashes after sign-ins': 0, 'service ended': 0 }
  const details = []
  const note = (name, detail) => {
    count[name] += 1
    details.push(`${name}: ${detail}`)
  }
  await target.resetStats()
  const visitors = choose(await target.readState(), people, random)
  let service = await startService(options, run)
  round.sessions += 1
  await service.install()
  for (const visitor of visitors.filter(({ hasReset }) => hasReset)) {
    await target.setPassword(visitor.userId, visitor.newPassword)
  }

  await target.setFaults(faultPlan)
  let isFaulty = true
  const come = async (visitor) => {
    if (visitor.triesWrong && (await target.signIn(visitor.name, `${visitor.password} not`))) {
      note('let in wrongly', `${visitor.key} with a wrong password`)
    }
    // Somebody who is not let in tries again: while it is killed, the service is up for moments only.
    for (let calm = 0, attempt = 1; calm < 20; attempt += 1) {
      const wasFaulty = isFaulty
      if (await target.signIn(visitor.name, visitor.password)) {
        if (visitor.mustStayOut) note('let in wrongly', `${visitor.key} with a password that is no more`)
        return
      }
      if (visitor.mustStayOut && attempt === 3) return
      if (!wasFaulty) calm += 1
      await sleep(between(random, 50, 250))
    }
    note('kept out', visitor.key)
  }
  const queue = visitors.filter(({ comes }) => comes)
  const coming = Array.from({ length: 3 }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await come(next)
      await sleep(between(random, 0, 150))
    }
  })
  let isOver = false
  const all = Promise.all(coming).then(() => (isOver = true))
  while (!isOver && round.kills < kills) {
    await Promise.race([all, sleep(between(random, 50, 1200))])
    if (isOver) break
    await service.kill()
    round.kills += 1
    round.sessions += 1
    round.moments['sign-in'] = (round.moments['sign-in'] ?? 0) + 1
    service = await startService(options, run, service.port)
  }
  await target.setFaults({})
  isFaulty = false
  await all

  // One try more of each, and a wrong one, forgets what a kill has kept.
  for (const { key, name, password } of visitors) {
    if (await target.signIn(name, `${password} not`)) note('let in wrongly', `${key} with a wrong password`)
  }
  const { requests, faults } = await target.readStats()
  const code = await service.stop()
  if (code !== 0) note('service ended', `with ${code}`)
  const hashes = await readStore(options.cli, options.folder, run)
  for (const visitor of visitors) await compareVisitor(visitor, target, hashes, note)
  return { requests, faults, counts: count, details }
}

/** Who has a password that only the service knows, and what each is going to do. */
const choose = ({ users }, people, random) => {
  const byKey = new Map(users.map((user) => [user.customData.key, user]))
  const visitors = []
  for (const { id, expected } of people) {
    const user = byKey.get(id)
    const name = user && (user.primaryEmail ?? user.username ?? user.primaryPhone)
    if (expected?.oldPassword === undefined || !name) continue
    const [comes, hasReset, triesWrong] = [random() < 0.7, random() < 0.12, random() < 0.3]
    visitors.push({
      key: id,
      userId: user.id,
      name,
      password: expected.oldPassword.password,
      newPassword: `new ${id} ${'x'.repeat(12)}`,
      comes,
      hasReset,
      triesWrong,
      mustStayOut: hasReset || user.isSuspended,
      isSuspended: user.isSuspended,
    })
  }
  return visitors
}

/** Without the service: Logto alone knows who has come. */
const compareVisitor = async (visitor, target, hashes, note) => {
  const { key, userId, name, password, newPassword, comes, hasReset, isSuspended, mustStayOut } = visitor
  const isIn = comes && !mustStayOut
  if ((await target.signIn(name, password)) !== isIn) {
    note(isIn ? 'kept out' : 'let in wrongly', `${key} without the service`)
  }
  if (hasReset && !isSuspended && !(await target.signIn(name, newPassword))) {
    note('kept out', `${key} with the new password`)
  }
  // Of whom the service was never asked for, it knows nothing new.
  const isAsked = !isSuspended
  if (hashes.has(userId) !== !(isAsked && (isIn || hasReset))) {
    note('wrong hashes after sign-ins', `${key}: ${hashes.has(userId)}`)
  }
}
