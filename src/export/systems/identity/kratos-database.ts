import type { JsonObject } from '../../../source/source-record.js'
import type { SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/** Ory Kratos' own tables, in the form of its admin API with every credential. */
export const kratosDatabase: SqlSystem = {
  name: 'kratos',
  dialects: ['postgresql', 'mysql', 'sqlite'],
  usersTable: 'identities',
  plan: (names) => {
    const identities = names.findUsers('identities')
    const credentials = names.find('identity_credentials')
    const types = names.find('identity_credential_types')
    const identifiers = names.find('identity_credential_identifiers')
    const addresses = names.find('identity_verifiable_addresses')
    if (identities === undefined || credentials === undefined || types === undefined) return undefined
    const plan = new PlanBuilder(names).users(identities, ['id'], { sinceColumns: ['updated_at'] }).plan()!
    const children = [
      {
        name: 'credentials',
        query: `SELECT c.identity_id, c.id, c.config, t.name AS type FROM ${credentials.sql} c JOIN ${types.sql} t ON t.id = c.identity_credential_type_id`,
        key: 'identity_id',
      },
    ]
    if (identifiers !== undefined) {
      children.push({
        name: 'identifiers',
        query: `SELECT c.identity_id, i.identity_credential_id, i.identifier FROM ${identifiers.sql} i JOIN ${credentials.sql} c ON c.id = i.identity_credential_id`,
        key: 'identity_id',
      })
    }
    if (addresses !== undefined) {
      children.push({ name: 'addresses', query: `SELECT * FROM ${addresses.sql}`, key: 'identity_id' })
    }
    return { ...plan, parts: plan.parts.map((part) => ({ ...part, children, shape: shapeIdentity })) }
  },
}

const shapeIdentity = (
  row: JsonObject,
  { credentials = [], identifiers = [], addresses = [] }: { readonly [name: string]: readonly JsonObject[] },
): JsonObject => {
  const byType: JsonObject = {}
  for (const { id, type, config = null } of credentials) {
    if (typeof type !== 'string') continue
    byType[type] = {
      type,
      identifiers: identifiers
        .filter((one) => one['identity_credential_id'] === id)
        .map((one) => one['identifier'] ?? null),
      config,
    }
  }
  const { nid: _, ...identity } = row
  return {
    ...identity,
    credentials: byType,
    verifiable_addresses: addresses.map(({ value = null, verified = null, via = null, status = null }) => ({
      value,
      verified: verified === 1 ? true : verified === 0 ? false : verified,
      via,
      status,
    })),
  }
}
