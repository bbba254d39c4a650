import { MigrationError } from '../../outcome/migration-error.js'
import type { ExportRequest } from '../export-request.js'
import type { ExportSource } from '../export-source.js'
import { kratos } from './kratos.js'
import { okta } from './okta.js'
import { requestToken } from './reader/request-token.js'
import { openVendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'
import { workos } from './workos.js'

const vendors: readonly Vendor[] = [okta, kratos, workos]

/**
 * Opens the API of a vendor.
 *
 * @throws MigrationError `config/source_incomplete`, `usage/since_unknown`
 */
export const openVendor = async (request: ExportRequest): Promise<ExportSource> => {
  const vendor = vendors.find(({ name }) => name === request.system)!
  const values = readVariables(vendor, request)
  if (request.since !== undefined && !vendor.canSince) {
    throw new MigrationError(
      'usage',
      'since_unknown',
      `--since: ${vendor.title} cannot be asked for users changed since; export all of them, import --delta finds what changed`,
    )
  }
  const { effects, signal, userAgent, since } = request
  const api = await openVendorApi({
    name: vendor.title,
    origin: values['origin'] ?? vendor.origin!,
    authorize: async () =>
      vendor.authorize(values, (token) => requestToken(token, vendor.title, { signal, userAgent })),
    rate: request.rate ?? vendor.rate,
    effects,
    signal,
    userAgent,
  })
  return {
    system: vendor.name,
    preset: vendor.name,
    via: `API of ${vendor.title}`,
    look: async () => {
      const asked = { since, values }
      const { totals = {}, withheld = [], ...seen } = (await vendor.look?.(api, asked)) ?? {}
      return {
        ...seen,
        parts: vendor.parts(api, asked).map((part) => ({ ...part, total: totals[part.name] })),
        withheld: [...vendor.withheld, ...withheld],
        snapshot: 'none',
      }
    },
    close: async () => undefined,
  }
}

const readVariables = (
  { variables, optional = {}, title }: Vendor,
  { env }: ExportRequest,
): { [name: string]: string | undefined } => {
  const values: { [name: string]: string | undefined } = {}
  for (const [name, variable] of Object.entries({ ...optional, ...variables })) {
    const value = env[variable]
    values[name] = value === '' ? undefined : value
  }
  const missing = Object.entries(variables).find(([name]) => values[name] === undefined)
  if (missing === undefined) return values
  throw new MigrationError(
    'config',
    'source_incomplete',
    `the access to ${title} is missing: set ${Object.values(variables).join(', ')}`,
  )
}
