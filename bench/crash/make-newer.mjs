import { addedPerson, changePerson } from './make-people.mjs'

/** The same people some days later: most unchanged, some changed, some gone, some new, some mended. */
export const makeNewer = (random, people, { isSocialOnlyLeftOut = false } = {}) => {
  const newer = []
  for (const [index, person] of people.entries()) {
    const draw = random()
    if (draw < 0.06) continue
    if (person.expected === undefined) {
      newer.push(draw < 0.3 ? addedPerson(random, index + 1, isSocialOnlyLeftOut) : person)
    } else {
      newer.push(draw < 0.4 ? changePerson(random, person, index + 1) : person)
    }
  }
  const added = Math.ceil(people.length * 0.05)
  for (let count = 1; count <= added; count += 1)
    newer.push(addedPerson(random, people.length + count, isSocialOnlyLeftOut))
  return newer.filter((person) => !isFreed(person, newer))
}

/** A record that was refused because somebody else had its address goes in when that somebody has it no more. */
const isFreed = ({ record, expected }, newer) => {
  const email = record.primaryEmail?.toLowerCase()
  if (expected !== undefined || email === undefined || !email.includes('@')) return false
  return !newer.some(
    (other) => other.expected !== undefined && other.record.primaryEmail?.toLowerCase() === email,
  )
}
