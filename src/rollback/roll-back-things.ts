import type { MadeKind } from '../checkpoint/entry.js'
import type { Send } from '../logto/http/api-call.js'
import { deleteEntity } from '../logto/calls/delete-entity.js'
import { listOrganizationMembers } from '../logto/calls/organizations.js'
import { listUsersOfRole } from '../logto/calls/roles.js'
import { RetriesExhaustedError } from '../logto/retry/retries-exhausted-error.js'
import type { RollbackPermissions } from './judge-user.js'
import type { Ledger } from './ledger.js'
import type { RunThing } from './read-run-made.js'
import type { ThingOutcome } from './rollback-report.js'
import { findThing, listThings, pathOfKind, type TargetThing } from './thing-in-target.js'

export interface RollBackThingsOptions {
  send: Send
  /** Undefined in a dry run: nothing is deleted. */
  ledger: Ledger | undefined
  things: readonly RunThing[]
  allowed: RollbackPermissions
  /** Users who only count as gone: in a dry run those that would be deleted. */
  isGoing: (userId: string) => boolean
  stop: AbortSignal
}

/** Organizations first: only then no member of theirs holds an organization role any more. */
const order: readonly MadeKind[] = ['organization', 'organizationRole', 'role']

/**
 * Deletes the roles and organizations that the run made, once its users are gone; what others use now stays. Each kind
 * is listed once; then one request for the first page of holders and one to delete, each. Organization roles have no
 * list of holders: the members of all organizations are read until every role is seen in use.
 */
export const rollBackThings = async (options: RollBackThingsOptions): Promise<ThingOutcome[]> => {
  const outcomes: ThingOutcome[] = []
  const goingOrganizations = new Set<string>()
  for (const kind of order) {
    const wanted = options.things.filter((thing) => thing.kind === kind)
    if (wanted.length === 0) continue
    const present = await listThings(options.send, kind, options.stop)
    const found = wanted.map((thing) => ({ thing, now: findThing(present, thing) }))
    const usedRoles =
      kind === 'organizationRole'
        ? await findUsedRoles(options, found, goingOrganizations)
        : new Set<string>()
    for (const { thing, now } of found) {
      options.stop.throwIfAborted()
      const outcome = await settleThing(options, thing, now, usedRoles)
      if (kind === 'organization' && outcome.did === 'deleted' && now !== undefined)
        goingOrganizations.add(now.id)
      options.ledger?.note({ t: 'thing', ...outcome })
      outcomes.push(outcome)
    }
  }
  return outcomes
}

interface FoundThing {
  thing: RunThing
  now: TargetThing | undefined
}

const settleThing = async (
  options: RollBackThingsOptions,
  { kind, name, id }: RunThing,
  now: TargetThing | undefined,
  usedRoles: ReadonlySet<string>,
): Promise<ThingOutcome> => {
  if (now === undefined) return { kind, name, id, did: 'gone' }
  const about = { kind, name, id: now.id }
  if (!options.allowed.changed && !now.isAsMade(name)) return { ...about, did: 'kept', why: 'changed' }
  const isUsed = kind === 'organizationRole' ? usedRoles.has(now.id) : await hasOthers(options, kind, now.id)
  if (isUsed) return { ...about, did: 'kept', why: 'in_use' }
  if (options.ledger === undefined) return { ...about, did: 'deleted' }
  const code = await deleteThing(options.send, kind, now.id)
  return code === undefined ? { ...about, did: 'deleted' } : { ...about, did: 'failed', code }
}

const hasOthers = async (
  { send, isGoing, stop }: RollBackThingsOptions,
  kind: MadeKind,
  id: string,
): Promise<boolean> => {
  const pages = kind === 'role' ? listUsersOfRole(send, id, stop) : listOrganizationMembers(send, id, stop)
  for await (const page of pages) if (page.some((user) => !isGoing(user.id))) return true
  return false
}

/** Ids of those organization roles that somebody holds who stays. */
const findUsedRoles = async (
  { send, isGoing, stop }: RollBackThingsOptions,
  found: readonly FoundThing[],
  goingOrganizations: ReadonlySet<string>,
): Promise<Set<string>> => {
  const open = new Set(found.flatMap(({ now }) => (now === undefined ? [] : [now.id])))
  const used = new Set<string>()
  for (const { id } of await listThings(send, 'organization', stop)) {
    if (goingOrganizations.has(id)) continue
    for await (const page of listOrganizationMembers(send, id, stop)) {
      for (const member of page) {
        if (isGoing(member.id)) continue
        for (const role of member.organizationRoles) if (open.delete(role.id)) used.add(role.id)
      }
      if (open.size === 0) return used
    }
  }
  return used
}

const deleteThing = async (send: Send, kind: MadeKind, id: string): Promise<string | undefined> => {
  try {
    return (await deleteEntity(send, pathOfKind[kind], id)).refusal?.code
  } catch (error) {
    if (error instanceof RetriesExhaustedError) return error.reason
    throw error
  }
}
