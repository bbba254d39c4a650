import { AmbiguousOutcomeError } from '../../logto/retry/ambiguous-outcome-error.js'
import type { Send } from '../../logto/http/api-call.js'
import { createOrganization, listOrganizations, type Organization } from '../../logto/calls/organizations.js'
import { RetriesExhaustedError } from '../../logto/retry/retries-exhausted-error.js'
import type { JsonObject } from '../../source/source-record.js'
import { defaultSettleWithinMs, settlePauses } from '../create/settle-pauses.js'
import type { KnownOrganization, OrganizationSource } from './resolve-organizations.js'

/**
 * Organizations of the tenant. Made ones carry what the source says of them, and its id, or their own name
 * there, in customData.migratedFrom.
 *
 * @param sleep before each look for what a request without an answer has made: Logto takes two organizations of one name,
 *   so a look at once, or a single one where lists lag behind, could make a second one
 * @param settleWithinMs how long such an organization may come to light late
 */
export const createOrganizationSource = (
  send: Send,
  sleep: (ms: number) => Promise<void>,
  settleWithinMs = defaultSettleWithinMs,
): OrganizationSource => {
  const list = async (): Promise<KnownOrganization[]> => (await listOrganizations(send)).map(toKnown)
  const find = async (name: string, sourceId: string): Promise<KnownOrganization | undefined> =>
    (await list()).find((known) => known.name === name && known.sourceId === sourceId)
  const look = async (name: string, sourceId: string): Promise<KnownOrganization | undefined> => {
    for (const pauseMs of settlePauses(lateCommitMs, settleWithinMs)) {
      await sleep(pauseMs)
      const found = await find(name, sourceId)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    list,
    create: async ({ name, description, customData }, sourceId, wasBegun) => {
      let mayExist = wasBegun
      for (let attempt = 1; ; attempt += 1) {
        if (mayExist) {
          const found = await look(name, sourceId)
          if (found !== undefined) return found
        }
        try {
          const { value, refusal } = await createOrganization(send, {
            name,
            ...fitDescription(description),
            customData: { ...customData, migratedFrom: noteOrigin(sourceId, description, customData) },
          })
          return refusal === undefined ? toKnown(value) : { code: refusal.code }
        } catch (error) {
          if (!(error instanceof AmbiguousOutcomeError)) throw error
          if (attempt >= maxUnknown) {
            throw new RetriesExhaustedError(error.route, error.reason, error.status, attempt)
          }
          mayExist = true
        }
      }
    },
  }
}

/** How long a create whose answer got lost may still be at work in the target. */
const lateCommitMs = 3000

/** Characters; a column of Logto's database. */
const longestDescription = 256

const fitDescription = (description: string | undefined): { description?: string } =>
  description === undefined || description.length > longestDescription ? {} : { description }

/** By `id` the organization is found again; a description that Logto has no room for is kept beside it. */
const noteOrigin = (
  sourceId: string,
  description: string | undefined,
  customData: JsonObject | undefined,
): JsonObject => {
  const given = customData?.['migratedFrom']
  return {
    ...(typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {}),
    id: sourceId,
    ...(description === undefined || description.length <= longestDescription ? {} : { description }),
  }
}

/** After so many unknown outcomes, each followed by a lookup, the records that need it wait. */
const maxUnknown = 4

const toKnown = ({ id, name, customData }: Organization): KnownOrganization => {
  const from = customData['migratedFrom']
  const sourceId =
    typeof from === 'object' && from !== null && 'id' in from && typeof from.id === 'string'
      ? from.id
      : undefined
  return { id, name, sourceId }
}
