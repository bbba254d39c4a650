import { MigrationError } from '../../outcome/migration-error.js'
import type { ApiRequest, ApiResponse } from '../http/api-call.js'
import { errorCodeOf, errorMessageOf } from '../http/error-code.js'
import { type OutcomeReason, outcomeReasons } from './outcome-reasons.js'
import { routeOf } from '../http/route-of.js'
import { TransportError } from '../http/transport-error.js'

const grantAccess =
  'assign the application a machine-to-machine role that has the permission "all" of the Logto Management API ' +
  '(Console > Applications > your app > Roles; the built-in role is "Logto Management API access")'
const cloudEndpoint =
  'on Logto Cloud the Management API answers only at https://<tenant>.logto.app, never at a custom domain; ' +
  'self-hosted, LOGTO_ENDPOINT is the address of the Logto core service'

/** What the operator can do about each reason that stops a run. */
const remedies: Partial<Record<OutcomeReason, string>> = {
  answer_too_large: 'ask for less at once, or look at what stands between this machine and Logto',
  forbidden: 'see the message of the target; on Logto Cloud a plan may limit roles, organizations or users',
  invalid_client:
    'check LOGTO_APP_ID and LOGTO_APP_SECRET, and that the application is of type machine-to-machine',
  invalid_target:
    'check LOGTO_RESOURCE and LOGTO_TENANT_ID: expected https://<tenant>.logto.app/api, self-hosted ' +
    'https://default.logto.app/api',
  missing_scope: grantAccess,
  not_logto: `check LOGTO_ENDPOINT; ${cloudEndpoint}`,
  redirected: `check LOGTO_ENDPOINT (https, no path of a web page); ${cloudEndpoint}`,
  tls_untrusted:
    'check that LOGTO_ENDPOINT is right; for a private certificate authority set NODE_EXTRA_CA_CERTS to its file',
  token_endpoint_missing: `check LOGTO_ENDPOINT; ${cloudEndpoint}`,
  token_refused: `check the LOGTO_* settings; ${cloudEndpoint}`,
  unauthorized: 'a fresh token was refused too: check that LOGTO_RESOURCE belongs to this LOGTO_ENDPOINT',
}

/** The error that ends a run, with the reason as its code: what failed, what came back, what to do. */
export const createFatalError = (
  request: ApiRequest,
  reason: OutcomeReason,
  end: ApiResponse | TransportError | undefined,
): MigrationError => {
  const remedy = remedies[reason]
  const parts = [
    `${routeOf(request)}: ${outcomeReasons[reason]}`,
    describeEnd(end),
    remedy && `${capitalize(remedy)}.`,
  ]
  return new MigrationError('target', reason, parts.filter(Boolean).join(' '), { cause: errorOf(end) })
}

const describeEnd = (end: ApiResponse | TransportError | undefined): string | undefined => {
  if (end === undefined) {
    return undefined
  }
  if (end instanceof TransportError) {
    return `(${end.code}).`
  }
  const location = originOf(end.headers['location'])
  const detail = location ? `to ${location}` : `${errorCodeOf(end)}: ${errorMessageOf(end)}`
  return `Got ${end.status} ${detail}`.replace(/[.]?$/, '.')
}

/** A redirect's query can hold anything; its origin is what helps. */
const originOf = (location: string | undefined): string | undefined =>
  location !== undefined && URL.canParse(location) ? new URL(location).origin : undefined

const errorOf = (end: ApiResponse | TransportError | undefined): TransportError | undefined =>
  end instanceof TransportError ? end : undefined

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
