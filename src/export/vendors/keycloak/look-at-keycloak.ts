import { usersFile } from '../../export-source.js'
import { probe } from '../reader/probe.js'
import type { VendorApi } from '../reader/vendor-api.js'
import type { VendorLook } from '../vendor.js'

/** One small question for each role of `realm-management`. */
export const lookAtKeycloak = (api: VendorApi, admin: string): Promise<VendorLook> =>
  probe([
    {
      part: usersFile,
      permission: 'view-users',
      isNeeded: true,
      ask: () => api.get(`${admin}/users/count`),
      total: (body) => (typeof body === 'number' ? body : undefined),
    },
    {
      part: 'roles',
      permission: 'view-realm and view-clients',
      ask: async () => {
        await api.get(`${admin}/clients?first=0&max=1`)
        return api.get(`${admin}/roles?first=0&max=1`)
      },
    },
    {
      part: 'identityProviders',
      permission: 'view-identity-providers',
      ask: () => api.get(`${admin}/identity-provider/instances?first=0&max=1`),
    },
    {
      part: 'organizations',
      permission: 'view-organizations, or view-realm',
      ask: () => api.get(`${admin}/organizations?first=0&max=1`),
    },
  ])
