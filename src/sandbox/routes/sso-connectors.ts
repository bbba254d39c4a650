import type { ApiCall } from '../http/api-call.js'
import { isPagingOff, pagedReply, readPage, slicePage } from '../http/paginate.js'
import { json } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'

/** Enterprise connectors of the tenant; the sandbox asks no provider for its settings. */
const listSsoConnectors = (call: ApiCall): Reply => {
  const rows = [...call.context.store.ssoConnectors.values()].map((row) => ({
    ...row,
    name: row.providerName,
    providerType: row.providerName === 'SAML' ? 'saml' : 'oidc',
    providerLogo: '',
    providerLogoDark: '',
  }))
  if (isPagingOff(call)) return json(rows)
  const page = readPage(call)
  return pagedReply(call, page, rows.length, slicePage(rows, page))
}

export const ssoConnectorRoutes = [route('GET', '/api/sso-connectors', listSsoConnectors)]
