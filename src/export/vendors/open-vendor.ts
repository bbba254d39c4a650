import { MigrationError } from '../../outcome/migration-error.js'
import { openProxy } from '../../outcome/open-proxy.js'
import { readProxy } from '../../outcome/read-proxy.js'
import type { ExportRequest } from '../export-request.js'
import type { ExportOutlook, ExportSource } from '../export-source.js'
import { missingAccess } from './reader/missing-access.js'
import { requestToken } from './reader/request-token.js'
import { openVendorApi, type VendorApi } from './reader/vendor-api.js'
import { withFreshStart } from './reader/with-fresh-start.js'
import type { Vendor, VendorValues } from './vendor.js'
import { vendors } from './vendor-registry.js'

/**
 * Opens the API of a vendor.
 *
 * @throws MigrationError `config/source_incomplete`, `usage/since_unknown`
 */
export const openVendor = async (request: ExportRequest): Promise<ExportSource> => {
  const vendor = await vendors[request.system]!()
  refuseSince(vendor, request)
  const given = readVariables(vendor, request)
  const values = (await vendor.complete?.(given, request)) ?? given
  const { effects, signal, userAgent } = request
  const origin = values['origin'] ?? vendor.origin!
  const proxy = readProxy(request.env, origin)
  const dispatcher = openProxy(proxy)
  const way = { proxy, dispatcher }
  const api = await openVendorApi({
    system: vendor.name,
    name: vendor.title,
    origin,
    way,
    authorize: async () =>
      vendor.authorize(
        values,
        (token) => requestToken(token, vendor.title, { effects, signal, userAgent, way }),
        effects.now(),
      ),
    sign: vendor.sign && ((unsigned) => vendor.sign!(unsigned, values, effects.now())),
    judge: vendor.judge,
    rate: request.rate ?? vendor.rate,
    effects,
    signal,
    userAgent,
  }).catch(async (error: unknown) => {
    await dispatcher?.destroy()
    throw error
  })
  return {
    system: vendor.name,
    preset: vendor.name,
    via: `API of ${vendor.title}`,
    look: () => look(vendor, api, values, request),
    close: async () => dispatcher?.destroy(),
  }
}

const look = async (
  vendor: Vendor,
  api: VendorApi,
  values: VendorValues,
  { since, continuation, via }: ExportRequest,
): Promise<ExportOutlook> => {
  const asked = { since, continuation, via, values }
  const { totals = {}, withheld = [], without = [], ...seen } = (await vendor.look?.(api, asked)) ?? {}
  return {
    ...seen,
    parts: vendor
      .parts(api, asked)
      .filter(({ name }) => !without.includes(name))
      .map((part) => ({ ...withFreshStart(part), total: totals[part.name] })),
    withheld: [...vendor.withheld, ...withheld],
    snapshot: 'none',
  }
}

const refuseSince = ({ canSince, title }: Vendor, { since, continuation }: ExportRequest): void => {
  if (since === undefined || canSince === true) return
  if (canSince === 'export' && continuation !== undefined) return
  throw new MigrationError(
    'usage',
    'since_unknown',
    canSince === 'export'
      ? `--since: ${title} can be asked for what changed since an export that kept its place: name the folder of that export, or export all of them, import --delta finds what changed`
      : `--since: ${title} cannot be asked for users changed since; export all of them, import --delta finds what changed`,
  )
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
  throw missingAccess(title, Object.values(variables).join(', '))
}
