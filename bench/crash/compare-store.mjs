/**
 * Compares the store of old passwords, and the marks of its people, with the source.
 *
 * @param stored hashes by Logto id
 * @param ids source key to Logto id
 */
export const compareStore = (stored, state, people, ids) => {
  const counts = { 'wrong kept passwords': 0, 'wrong marks': 0 }
  const details = []
  const note = (name, detail) => {
    counts[name] += 1
    details.push(`${name}: ${detail}`)
  }
  const left = new Map(stored)
  const users = new Map(state.users.map((user) => [user.id, user]))
  for (const { id, expected } of people) {
    const userId = ids.get(id)
    if (expected === undefined || userId === undefined) continue
    const hash = expected.oldPassword?.hash
    if (left.get(userId) !== hash)
      note('wrong kept passwords', `${id}: ${left.get(userId)}, expected ${hash}`)
    left.delete(userId)
    const mark = users.get(userId).customData.migratedFrom?.password
    const wanted = hash === undefined ? undefined : 'pending'
    if (mark !== wanted) note('wrong marks', `${id}: ${mark}, expected ${wanted}`)
  }
  for (const userId of left.keys()) note('wrong kept passwords', `one of ${userId}, who should have none`)
  return { counts, details }
}
