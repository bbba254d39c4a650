import { boolean, json, oneOf, optional, record, strictObject, string } from '../http/guard.js'
import type { Guard } from '../http/guard.js'

const environmentVariables = optional(record(string()))

const actionMembers = {
  environmentVariables,
  contextSample: optional(json),
  enabled: optional(boolean),
  onExecutionError: optional(oneOf(['block', 'allow'])),
}

/** Body of `PUT /api/configs/actions/:key`. */
export const actionGuard = strictObject({ script: string(), ...actionMembers })

/** Body of `PATCH /api/configs/actions/:key`. */
export const actionChangesGuard = strictObject({ script: optional(string()), ...actionMembers })

/** Body of `POST /api/configs/actions/test`. */
export const actionTestGuard = strictObject({
  script: string(),
  actionType: oneOf(['action.postFirstFactorVerification', 'action.postSignIn']),
  event: json,
  environmentVariables,
})

const customizerMembers = {
  environmentVariables,
  contextSample: optional(json),
  tokenSample: optional(json),
  blockIssuanceOnError: optional(boolean),
}

/** Body of `PUT` and `PATCH /api/configs/jwt-customizer/:tokenType`. */
export const jwtCustomizerGuard = strictObject({ script: string(), ...customizerMembers })

/** Body of `POST /api/configs/jwt-customizer/test`. */
export const jwtTestGuard = strictObject({
  tokenType: oneOf(['access-token', 'client-credentials']),
  script: string(),
  token: json,
  context: optional(json),
  environmentVariables,
})

export type Action = typeof actionGuard extends Guard<infer T> ? T : never
export type JwtCustomizer = typeof jwtCustomizerGuard extends Guard<infer T> ? T : never
