import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect } from 'vitest'
import type { UserPlan } from '../../src/plan/user-plan.js'
import type { Preset, PresetContext } from '../../src/presets/preset.js'
import { runInProcess } from '../support/run-in-process.js'
import { startRehearsal } from '../support/sandbox-process.js'
import type { PlannedFixture } from './plan-fixture.js'

export interface ImportedExport {
  /** Main export inside `fixtures/<preset>/`. */
  file: string
  /** Joined files inside that folder, by name. */
  related?: { [name: string]: string }
  context?: Partial<PresetContext>
}

type State = ReturnType<Awaited<ReturnType<typeof startRehearsal>>['sandbox']['state']>
type StoredUser = State['users'][number]

/**
 * Imports an export through the built program into the sandbox, as an operator would, and compares what the
 * target holds with the plans, field by field.
 */
export const importExport = async (
  preset: Preset,
  { file, related = {}, context = {} }: ImportedExport,
  planned: readonly PlannedFixture[],
): Promise<void> => {
  const rehearsal = await startRehearsal()
  const path = (name: string): string => resolve('fixtures', preset.name, name)
  const config = {
    source: {
      preset: preset.name,
      files: [path(file)],
      related: Object.fromEntries(Object.entries(related).map(([name, inner]) => [name, path(inner)])),
    },
    connectors: context.connectors ?? {},
    password: { params: context.passwordParams ?? {} },
    roles: { createMissing: true },
    organizations: { createMissing: true, roles: { createMissing: true } },
  }
  await writeFile(rehearsal.path('migrate.config.ts'), `export default ${JSON.stringify(config)}`)
  const flags = ['import', '--rate', 'off', '--json', '--yes', '--run', rehearsal.path('run')]
  const { stdout, stderr } = await runInProcess(flags, { cwd: rehearsal.folder, env: rehearsal.env })
  // Its summary on stdout, not only an exit code that a crash has as well.
  expect(stdout, stderr).toContain('"end":"complete"')

  const state = rehearsal.sandbox.state()
  const plans = planned.flatMap(({ plan }) => (plan === undefined ? [] : [plan as UserPlan]))
  expect(state.users).toHaveLength(plans.length)
  const byKey = new Map(state.users.map((user) => [keyOf(user), user]))
  for (const plan of plans) {
    // A record without a key of its own is known by its address.
    const user =
      byKey.get(plan.sourceKey) ?? state.users.find((one) => one.primaryEmail === plan.create.primaryEmail)
    expect(user, plan.sourceKey).toBeDefined()
    if (user !== undefined) compareUser(user, plan, state)
  }
}

const keyOf = (user: StoredUser): unknown =>
  (user.customData['migratedFrom'] as { id?: unknown } | undefined)?.id

const compareUser = (user: StoredUser, plan: UserPlan, state: State): void => {
  const { create } = plan
  const { customData, password, ...fields } = create
  for (const [name, value] of Object.entries(fields)) {
    expect((user as unknown as Record<string, unknown>)[name], `${plan.sourceKey} ${name}`).toEqual(value)
  }
  const { run, ...from } = (user.customData['migratedFrom'] ?? {}) as Record<string, unknown>
  expect(run).toBeTypeOf('string')
  expect({ ...user.customData, migratedFrom: from }).toEqual(customData)
  expect(user.passwordDigest !== null).toBe(password !== undefined || fields.passwordDigest !== undefined)
  expect(user.isSuspended).toBe(plan.isSuspended)
  const identities = Object.fromEntries(plan.identities.map(({ target, ...identity }) => [target, identity]))
  expect(user.identities).toEqual(identities)
  expect(factorsOf(user)).toEqual(plan.factors)
  expect(rolesOf(user, state)).toEqual(sorted(plan.roles))
  expect(organizationsOf(user, state)).toEqual(
    sorted(plan.organizations.map(({ id, name, roles }) => `${name ?? id}: ${sorted(roles).join(', ')}`)),
  )
}

const factorsOf = (user: StoredUser): UserPlan['factors'] =>
  user.mfaFactors.map((factor) =>
    factor.type === 'Totp'
      ? { type: factor.type, secret: factor.secret }
      : { type: factor.type, codes: factor.codes.map(({ code }) => code) },
  )

const rolesOf = (user: StoredUser, { roles }: State): string[] =>
  sorted(user.roleIds.map((id) => roles.find((role) => role.id === id)?.name ?? id))

const organizationsOf = (user: StoredUser, { organizations, organizationRoles }: State): string[] =>
  sorted(
    user.organizations.map(({ id, organizationRoleIds }) => {
      const names = organizationRoleIds.map(
        (roleId) => organizationRoles.find((role) => role.id === roleId)?.name ?? roleId,
      )
      return `${organizations.find((one) => one.id === id)?.name ?? id}: ${sorted(names).join(', ')}`
    }),
  )

const sorted = (texts: readonly string[]): string[] => texts.toSorted((a, b) => a.localeCompare(b))
