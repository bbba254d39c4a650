import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CheckpointState } from '../../src/checkpoint/checkpoint-state.js'
import { Journal } from '../../src/checkpoint/journal.js'
import { createOrganizationSource } from '../../src/import/memberships/organization-source.js'
import { OrganizationResolver } from '../../src/import/memberships/resolve-organizations.js'
import { RoleResolver } from '../../src/import/memberships/resolve-roles.js'
import { createRoleSource } from '../../src/import/memberships/role-source.js'
import type { Send } from '../../src/logto/http/api-call.js'
import { judgeOrganizations } from '../../src/preflight/checks/judge-organizations.js'
import { judgeRoles } from '../../src/preflight/checks/judge-roles.js'
import { header } from '../checkpoint/entries.js'
import { MemoryDisk } from '../checkpoint/memory-disk.js'

const openJournal = (): Journal => {
  const state = new CheckpointState()
  state.apply(header)
  return new Journal(new MemoryDisk(), state, 'never')
}

/** Answers every list with these, and every create with something new. */
const answerWith =
  (list: object[]): Send =>
  ({ method, body }) => {
    const made = { customData: {}, name: '', ...(body as object), id: 'made' }
    const answer = method === 'GET' ? list : made
    return Promise.resolve({ status: 200, headers: { 'total-number': String(list.length) }, body: answer })
  }

const name = fc.constantFrom('a', 'b', 'c', 'd')
const rules = fc.record({
  map: fc.dictionary(name, fc.option(name), { maxKeys: 2 }),
  createMissing: fc.boolean(),
})
const need = { users: 1, examples: [] }

/** Whether the run goes on: what the import drops, finds or creates is nothing that fails. */
const isFine = (resolved: object | undefined): boolean => resolved === undefined || !('code' in resolved)

it('roles are judged as the import resolves them', async () => {
  const role = fc.record({
    id: fc.constantFrom('a', 'x', 'y'),
    name,
    description: fc.constant(''),
    type: fc.constantFrom('User' as const, 'MachineToMachine' as const),
    isDefault: fc.boolean(),
  })
  const roles = fc.uniqueArray(role, { selector: ({ id }) => id, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(roles, name, rules, async (known, wanted, config) => {
      const needed = new Map([[wanted, need]])
      const judged = judgeRoles({ name: 'roles', setting: 'roles', needed, known, rules: config })
      const resolver = new RoleResolver(createRoleSource(answerWith(known)), config, openJournal())
      const resolved = await resolver.resolve(wanted)
      expect(judged.some(({ status }) => status === 'failed')).toBe(!isFine(resolved))
      expect(judged.length === 0).toBe(resolved === undefined)
    }),
  )
})

it('organizations are judged as the import resolves them', async () => {
  const organization = fc.record({
    id: fc.constantFrom('a', 'x', 'y', 'z'),
    name,
    description: fc.constant(null),
    customData: fc.oneof(
      fc.constant({}),
      name.map((id) => ({ migratedFrom: { id } })),
    ),
  })
  const organizations = fc.uniqueArray(organization, { selector: ({ id }) => id, maxLength: 4 })
  const wanted = fc
    .record({ id: fc.option(name, { nil: undefined }), name: fc.option(name, { nil: undefined }) })
    .filter(({ id, name }) => id !== undefined || name !== undefined)
  await fc.assert(
    fc.asyncProperty(organizations, wanted, rules, async (known, membership, config) => {
      const judged = judgeOrganizations([{ ...membership, ...need }], known, config)
      const source = createOrganizationSource(answerWith(known), () => Promise.resolve())
      const resolver = new OrganizationResolver(source, config, openJournal())
      const resolved = await resolver.resolve(membership)
      expect(judged.some(({ status }) => status === 'failed')).toBe(!isFine(resolved))
      expect(judged.length === 0).toBe(resolved === undefined)
    }),
    { numRuns: 300 },
  )
})
