import { expect, it } from 'vitest'
import { UnitSets } from '../../src/checkpoint/unit-sets.js'

it.each<{ id: string; units: string[]; left: string[] }>([
  { id: 'nothing', units: [], left: [] },
  { id: 'order does not matter', units: ['role:b', 'role:a', 'role:b'], left: ['role:a', 'role:b'] },
  { id: 'suspended and let in again', units: ['suspend', 'unsuspend'], left: [] },
  {
    id: 'organization roles are kept one by one',
    units: ['member:o', 'orgRoles:o:x,y', 'dropOrganizationRoles:o:x'],
    left: ['member:o', 'orgRole:o:y'],
  },
  {
    id: 'who leaves loses the roles there',
    units: ['member:o', 'orgRoles:o:x', 'member:p', 'orgRoles:p:x', 'leave:o'],
    left: ['member:p', 'orgRole:p:x'],
  },
  { id: 'a role is taken away', units: ['role:a', 'role:b', 'dropRole:a'], left: ['role:b'] },
  {
    id: 'an identity whose target has a colon',
    units: ['identity:urn:x', 'identity:google', 'unlink:urn:x'],
    left: ['identity:google'],
  },
  {
    id: 'all factors',
    units: ['factor:Totp', 'factor:BackupCode', 'expire', 'clearFactors'],
    left: ['expire'],
  },
])('$id', ({ units, left }) => {
  const sets = new UnitSets()
  const end = units.reduce<number>((set, unit) => sets.apply(set, unit), UnitSets.none)
  expect(sets.units(end)).toEqual(left)
  // The same units once more give the same number: nothing is kept twice.
  expect(units.reduce<number>((set, unit) => sets.apply(set, unit), UnitSets.none)).toBe(end)
})
