import { describe, expect, it } from 'vitest'
import { judgeConnectors } from '../../src/preflight/checks/judge-connectors.js'
import { judgeOrganizations } from '../../src/preflight/checks/judge-organizations.js'
import { judgeRoles } from '../../src/preflight/checks/judge-roles.js'
import type { Need } from '../../src/preflight/preflight-check.js'

const need: Need = { users: 2, examples: [{ file: 'users.json', line: 1, ordinal: 1 }] }

const roles = [
  { id: 'r1', name: 'admin', type: 'User' as const },
  { id: 'admin', name: 'odd', type: 'User' as const },
  { id: 'm1', name: 'robot', type: 'MachineToMachine' as const },
]

const judge = (
  names: string[],
  rules: { map?: Record<string, string | null>; createMissing?: boolean } = {},
) =>
  judgeRoles({
    name: 'roles',
    setting: 'roles',
    needed: new Map(names.map((name) => [name, need])),
    known: roles,
    rules,
  }).map(({ status, message, decide }) => ({ status, message, decide }))

describe('roles', () => {
  it('that are there need nothing', () => {
    expect(judge(['admin', 'r1'])).toEqual([
      {
        status: 'ok',
        message: 'The target has 2 roles: admin (2 users), r1 (2 users).',
        decide: undefined,
      },
    ])
  })

  it('that are missing fail, with the settings that mend it', () => {
    expect(judge(['editor'])).toEqual([
      {
        status: 'failed',
        message: 'The target lacks 1 role: editor (2 users): these users go in without them.',
        decide: 'roles.createMissing, roles.map',
      },
    ])
  })

  it('are made where that is allowed', () => {
    expect(judge(['editor'], { createMissing: true })).toMatchObject([
      { status: 'ok', message: 'The import creates 1 role: editor (2 users).' },
    ])
  })

  it('are mapped, together where several mean one, and dropped', () => {
    const map = { a: 'admin', b: 'admin', c: null }
    expect(judge(['a', 'b', 'c'], { map })).toMatchObject([
      { status: 'ok', message: 'The target has 1 role: admin (4 users).' },
    ])
  })

  it('of machines cannot go to users', () => {
    expect(judge(['robot'], { createMissing: true })).toMatchObject([
      { status: 'failed', decide: 'roles.map', message: expect.stringContaining('robot') },
    ])
  })

  it('are none', () => expect(judge([])).toEqual([]))
})

const organization = (id: string, name: string, sourceId?: string) => ({
  id,
  name,
  description: null,
  customData: sourceId === undefined ? {} : { migratedFrom: { id: sourceId } },
})

const organizations = [
  organization('o1', 'Acme'),
  organization('o2', 'Twin'),
  organization('o3', 'Twin'),
  organization('o4', 'Moved', 's4'),
]

describe('organizations', () => {
  it.each([
    ['by id', { id: 'o1' }, {}, 'ok', 'The target has'],
    ['by name', { name: 'Acme' }, {}, 'ok', 'The target has'],
    ['by the id in the source', { id: 's4', name: 'Renamed' }, {}, 'ok', 'The target has'],
    ['of another source id, by name', { id: 's9', name: 'Moved' }, {}, 'failed', 'The target lacks'],
    ['of a name that two have', { name: 'Twin' }, {}, 'failed', 'Several organizations'],
    ['that is missing', { name: 'New' }, {}, 'failed', 'The target lacks'],
    ['that is made', { name: 'New' }, { createMissing: true }, 'ok', 'The import creates'],
    ['that is mapped by name', { id: 'x', name: 'New' }, { map: { New: 'Acme' } }, 'ok', 'The target has'],
    [
      'that is mapped to nothing',
      { name: 'New' },
      { map: { New: 'Gone' }, createMissing: true },
      'failed',
      'Mapped',
    ],
  ])('%s', (_title, named, rules, status, text) => {
    const needed = { ...need, id: undefined, name: undefined, ...named }
    const checks = judgeOrganizations([needed], organizations, rules)
    expect(checks).toMatchObject([{ name: 'organizations', status }])
    expect(checks[0]?.message).toContain(text)
  })

  it('are dropped by null', () => {
    const needed = { ...need, id: 'x', name: 'New' }
    expect(judgeOrganizations([needed], organizations, { map: { x: null } })).toEqual([])
  })
})

describe('connectors', () => {
  const google = { id: 'c', connectorId: 'google', target: 'google', type: 'Social' as const }

  it('are there or missing, with the users who bring such an identity', () => {
    const needed = new Map([
      ['google', need],
      ['acme', { users: 3, examples: [] }],
    ])
    expect(judgeConnectors(needed, [google])).toMatchObject([
      { status: 'warning', decide: 'connectors', message: expect.stringContaining('acme (3 users)') },
      { status: 'ok', message: 'Social connectors are there for 1 target: google (2 users).' },
    ])
  })

  it('of another type do not count', () => {
    const sms = { ...google, type: 'Sms' as const }
    expect(judgeConnectors(new Map([['google', need]]), [sms])).toMatchObject([{ status: 'warning' }])
  })
})
