import type { ApiCall } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { createId } from '../create-id.js'
import { array, boolean, guardBody, jsonObject, object, optional, string } from '../http/guard.js'
import { isPagingOff, pagedReply, readPage, slicePage } from '../http/paginate.js'
import { json, noContent } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import type { HookRow } from '../store/rows.js'

/** Webhooks are kept and listed; the sandbox never calls one. */
const hookGuard = object({
  name: optional(string({ maxLength: 256 })),
  event: optional(string()),
  events: optional(array(string(), 1)),
  config: jsonObject,
  enabled: optional(boolean),
})

const listHooks = (call: ApiCall): Reply => {
  const hooks = [...call.context.store.hooks.values()]
  if (isPagingOff(call)) return json(hooks)
  const page = readPage(call)
  return pagedReply(call, page, hooks.length, slicePage(hooks, page))
}

const createHook = (call: ApiCall): Reply => {
  const { store, random } = call.context
  const { name = '', event, events, config, enabled = true } = guardBody(hookGuard, call.body)
  if (!events && !event) throw apiError('hook.missing_events')
  const hook: HookRow = {
    tenantId: store.tenantId,
    id: createId(random, 21),
    name,
    event: event ?? null,
    events: [...new Set(events)],
    config,
    signingKey: createId(random, 32),
    enabled,
    createdAt: call.context.now(),
  }
  store.hooks.set(hook.id, hook)
  return json(hook, 201)
}

const getHook = ({ context, params }: ApiCall): Reply => {
  const [id = ''] = params
  const hook = context.store.hooks.get(id)
  if (!hook) throw apiError('entity.not_exists_with_id', { name: 'hooks', id })
  return json(hook)
}

const deleteHook = ({ context, params }: ApiCall): Reply => {
  if (!context.store.hooks.delete(params[0] ?? '')) throw apiError('entity.not_found')
  return noContent
}

export const hookRoutes = [
  route('GET', '/api/hooks', listHooks),
  route('POST', '/api/hooks', createHook),
  route('GET', '/api/hooks/:id', getHook),
  route('DELETE', '/api/hooks/:id', deleteHook),
]
