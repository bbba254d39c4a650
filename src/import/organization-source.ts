import { AmbiguousOutcomeError } from '../logto/ambiguous-outcome-error.js'
import type { Send } from '../logto/api-call.js'
import { createOrganization, listOrganizations, type Organization } from '../logto/organizations.js'
import { createRefusedError } from '../logto/refusal.js'
import type { KnownOrganization, OrganizationSource } from './resolve-organizations.js'

/** Organizations of the tenant. Made ones carry the source's id, or their own name, in customData.migratedFrom. */
export const createOrganizationSource = (send: Send): OrganizationSource => {
  const list = async (): Promise<KnownOrganization[]> => (await listOrganizations(send)).map(toKnown)
  const find = async (name: string, sourceId: string): Promise<KnownOrganization | undefined> =>
    (await list()).find((known) => known.name === name && known.sourceId === sourceId)
  return {
    list,
    create: async (name, id, wasBegun) => {
      const sourceId = id ?? name
      let mayExist = wasBegun
      for (let attempt = 0; ; attempt += 1) {
        const found = mayExist ? await find(name, sourceId) : undefined
        if (found !== undefined) return found
        try {
          const customData = { migratedFrom: { id: sourceId } }
          const { value, refusal } = await createOrganization(send, { name, customData })
          if (refusal === undefined) return toKnown(value)
          throw createRefusedError({ method: 'POST', path: '/api/organizations' }, refusal)
        } catch (error) {
          if (!(error instanceof AmbiguousOutcomeError) || attempt >= 3) throw error
          mayExist = true
        }
      }
    },
  }
}

const toKnown = ({ id, name, customData }: Organization): KnownOrganization => {
  const from = customData['migratedFrom']
  const sourceId =
    typeof from === 'object' && from !== null && 'id' in from && typeof from.id === 'string'
      ? from.id
      : undefined
  return { id, name, sourceId }
}
