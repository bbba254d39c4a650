import type { ApiCall } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { boolean, guardBody, isPlainObject, jsonObject, number, object, optional } from '../http/guard.js'
import { isPagingOff, pagedReply, readPage, slicePage } from '../http/paginate.js'
import { json } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import type { AppCredentials } from '../sandbox-context.js'
import type { ConnectorRow } from '../store/rows.js'
import { findById } from './find-row.js'

const policyGuard = object({
  usernamePolicy: optional(object({ caseSensitive: optional(boolean) })),
  passwordExpiration: optional(object({ enabled: optional(boolean), validPeriodDays: optional(number) })),
  passwordPolicy: optional(jsonObject),
})

const getSignInExperience = ({ context }: ApiCall): Reply => json(context.store.signInExperience)

/** Any setting that is there can be changed, objects member by member; only what bears on users is checked. */
const updateSignInExperience = (call: ApiCall): Reply => {
  const { signInExperience } = call.context.store
  const { usernamePolicy } = guardBody(policyGuard, call.body)
  if (usernamePolicy?.caseSensitive === false && signInExperience.usernamePolicy.caseSensitive) {
    checkCaseConflicts(call)
  }
  const changes = isPlainObject(call.body) ? call.body : {}
  for (const [setting, value] of Object.entries(changes)) {
    if (!Object.hasOwn(signInExperience, setting)) continue
    const current = signInExperience[setting]
    const isMerged = isPlainObject(current) && isPlainObject(value)
    signInExperience[setting] = isMerged ? { ...current, ...value } : value
  }
  return json(signInExperience)
}

const checkCaseConflicts = ({ context }: ApiCall): void => {
  const samples: { usernameLower: string; userIds: string[] }[] = []
  for (const [usernameLower, rows] of context.store.users.usernames.sharedKeys()) {
    samples.push({ usernameLower, userIds: Array.from(rows, ({ id }) => id) })
  }
  if (samples.length === 0) return
  const data = { totalConflicts: samples.length, samples: samples.slice(0, 20) }
  throw apiError('sign_in_experiences.username_policy_case_conflicts_exist', {}, { data })
}

const listConnectors = ({ context, query }: ApiCall): Reply => {
  const target = query.get('target')
  const rows = [...context.store.connectors.values()].filter((row) => !target || row.target === target)
  return json(rows.map(toConnectorResponse))
}

const getConnector = ({ context, params }: ApiCall): Reply =>
  json(toConnectorResponse(findById(context.store.connectors, 'connectors', params[0] ?? '')))

const toConnectorResponse = (row: ConnectorRow): Record<string, unknown> => ({
  ...row,
  syncProfile: false,
  enableTokenStorage: false,
  config: {},
  metadata: {},
  description: { en: '' },
  logo: '',
  logoDark: null,
  readme: '',
  isStandard: false,
})

const listApplications = (call: ApiCall): Reply => {
  const { apps, store } = call.context
  const rows = apps.map((app) => toApplication(store.tenantId, app))
  return answerOptionalPage(call, rows)
}

/** Only by id is it said whether an application may use the Management API. */
const getApplication = ({ context, params }: ApiCall): Reply => {
  const [id = ''] = params
  const app = context.apps.find((known) => known.id === id)
  if (!app) throw apiError('entity.not_exists_with_id', { name: 'applications', id })
  return json({ ...toApplication(context.store.tenantId, app), isAdmin: app.hasManagementRole })
}

const answerOptionalPage = (call: ApiCall, rows: readonly unknown[]): Reply => {
  if (isPagingOff(call)) return json(rows)
  const page = readPage(call)
  return pagedReply(call, page, rows.length, slicePage(rows, page))
}

/** Without its secret, which Logto would answer with. */
const toApplication = (tenantId: string, { id }: AppCredentials): Record<string, unknown> => ({
  tenantId,
  id,
  name: id,
  secret: '',
  description: null,
  type: 'MachineToMachine',
  oidcClientMetadata: { redirectUris: [], postLogoutRedirectUris: [] },
  customClientMetadata: {},
  protectedAppMetadata: null,
  customData: {},
  isThirdParty: false,
})

const listResources = (call: ApiCall): Reply => {
  const { resource, store } = call.context
  const management = {
    name: 'Logto Management API',
    indicator: resource,
    isDefault: false,
    accessTokenTtl: 3600,
  }
  return answerOptionalPage(call, [{ tenantId: store.tenantId, id: 'management-api', ...management }])
}

export const tenantRoutes = [
  route('GET', '/api/sign-in-exp', getSignInExperience),
  route('PATCH', '/api/sign-in-exp', updateSignInExperience),
  route('GET', '/api/connectors', listConnectors),
  route('GET', '/api/connectors/:id', getConnector),
  route('GET', '/api/applications', listApplications),
  route('GET', '/api/applications/:id', getApplication),
  route('GET', '/api/resources', listResources),
]
