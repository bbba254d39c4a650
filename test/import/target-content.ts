import type { Sandbox } from '../../src/sandbox/start-sandbox.js'

/** What a target holds, without what differs between two imports of the same people: ids, times, the run. */
export const readContent = (sandbox: Sandbox): object[] => {
  const state = sandbox.state()
  const nameOf = (list: { id: string; name: string }[], id: string): string =>
    list.find((item) => item.id === id)?.name ?? id
  return state.users
    .map((user) => {
      const mark = user.customData['migratedFrom'] as { id?: string; run?: string } | undefined
      const { run: _run, ...from } = mark ?? {}
      return {
        primaryEmail: user.primaryEmail,
        primaryPhone: user.primaryPhone,
        username: user.username,
        name: user.name,
        avatar: user.avatar,
        profile: user.profile,
        customData: { ...user.customData, migratedFrom: from },
        digest: user.passwordDigest,
        isSuspended: user.isSuspended,
        identities: user.identities,
        factors: user.mfaFactors.map((factor) =>
          factor.type === 'Totp' ? factor.secret : factor.codes.map(({ code }) => code),
        ),
        roles: user.roleIds.map((id) => nameOf(state.roles, id)).toSorted(),
        organizations: user.organizations
          .map(({ id, organizationRoleIds }) => ({
            name: nameOf(state.organizations, id),
            roles: organizationRoleIds.map((role) => nameOf(state.organizationRoles, role)).toSorted(),
          }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      }
    })
    .toSorted((a, b) =>
      (a.customData.migratedFrom.id ?? '') < (b.customData.migratedFrom.id ?? '') ? -1 : 1,
    )
}
