import type { ApiCall } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { guardBody, isPlainObject } from '../http/guard.js'
import { json, noContent } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import { findById } from '../routes/find-row.js'
import { jwtCustomizerGuard, jwtTestGuard } from './script-guards.js'

const tokenTypes = ['access-token', 'client-credentials'] as const

const readType = ({ params }: ApiCall): string => {
  const type = tokenTypes.find((known) => known === params[0])
  if (type === undefined) throw apiError('guard.invalid_input', { type: 'params' })
  return type
}

const keyOf = (type: string): string =>
  type === 'access-token' ? 'jwt.accessToken' : 'jwt.clientCredentials'

const listCustomizers = ({ context }: ApiCall): Reply =>
  json(
    tokenTypes.flatMap((type) => {
      const value = context.store.jwtCustomizers.get(type)
      return value === undefined ? [] : [{ key: keyOf(type), value }]
    }),
  )

const getCustomizer = (call: ApiCall): Reply => {
  const type = readType(call)
  const found = call.context.store.jwtCustomizers.get(type)
  return found === undefined ? json(findById(new Map(), 'logto_configs', keyOf(type))) : json(found)
}

const putCustomizer = (call: ApiCall): Reply => {
  const type = readType(call)
  const customizer = guardBody(jwtCustomizerGuard, call.body)
  const { jwtCustomizers } = call.context.store
  const status = jwtCustomizers.has(type) ? 200 : 201
  jwtCustomizers.set(type, customizer)
  return json(customizer, status)
}

const deleteCustomizer = (call: ApiCall): Reply => {
  if (!call.context.store.jwtCustomizers.delete(readType(call))) throw apiError('entity.not_found')
  return noContent
}

const testCustomizer = async (call: ApiCall): Promise<Reply> => {
  const { script, token, context: user, environmentVariables } = guardBody(jwtTestGuard, call.body)
  const { scripts, settings } = call.context
  const outcome = await scripts.run({
    script,
    entry: 'getCustomJwtClaims',
    payload: { token, context: user, environmentVariables },
    timeoutMs: settings.scriptTimeoutMs,
  })
  const message = outcome.isDone ? 'The script must return a JSON object.' : outcome.message
  if (outcome.isDone && isPlainObject(outcome.value)) return json(outcome.value)
  throw apiError('jwt_customizer.general', {}, { data: { message } })
}

export const jwtCustomizerRoutes = [
  route('GET', '/api/configs/jwt-customizer', listCustomizers),
  route('POST', '/api/configs/jwt-customizer/test', testCustomizer),
  route('GET', '/api/configs/jwt-customizer/:type', getCustomizer),
  route('PUT', '/api/configs/jwt-customizer/:type', putCustomizer),
  route('DELETE', '/api/configs/jwt-customizer/:type', deleteCustomizer),
]
