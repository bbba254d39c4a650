import { countUsers, type Need } from '../preflight-check.js'

/** Something of the target by name, and the users who need it. */
export interface NamedNeed extends Need {
  name: string
}

/** Several names of the source can mean one thing in the target. */
export const addNeeds = (needs: NamedNeed[], name: string, need: Need): void => {
  const present = needs.find((entry) => entry.name === name)
  if (present === undefined) needs.push({ name, ...need })
  else present.users += need.users
}

const namedCount = 10

/** `3 roles: admin (12 users), editor (1 user), …`: the ones with most users. */
export const describeNeeds = (needs: readonly NamedNeed[], title: string): string => {
  const sorted = needs.toSorted((a, b) => b.users - a.users)
  const names = sorted.slice(0, namedCount).map(({ name, users }) => `${name} (${countUsers(users)})`)
  const rest = sorted.length > namedCount ? ` and ${sorted.length - namedCount} more` : ''
  const counted = `${needs.length} ${needs.length === 1 ? title.replace(/s$/, '') : title}`
  return `${counted}: ${names.join(', ')}${rest}`
}

export const examplesOf = (needs: readonly NamedNeed[]): Need['examples'] =>
  needs.flatMap(({ examples }) => examples).slice(0, 3)
