import type { VendorValues } from '../vendor.js'

/** Accounts of the project, or of one of its tenants. */
export const accountsOf = ({ project = '', tenant }: VendorValues): string => {
  const path = `/v1/projects/${encodeURIComponent(project)}`
  return tenant === undefined ? `${path}/accounts` : `${path}/tenants/${encodeURIComponent(tenant)}/accounts`
}
