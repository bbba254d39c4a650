import type { ApiCall, Handler } from '../http/api-call.js'
import { apiError } from '../http/api-error.js'
import { guardBody } from '../http/guard.js'
import { json, noContent, notFound } from '../http/reply.js'
import type { Reply } from '../http/reply.js'
import { route } from '../http/router.js'
import { findById } from '../routes/find-row.js'
import { runActionScript } from './run-script.js'
import { actionChangesGuard, actionGuard, actionTestGuard } from './script-guards.js'
import type { Action } from './script-guards.js'

const actionKeys = ['action.postFirstFactorVerification', 'action.postSignIn'] as const

/** A server before 1.42 knows none of these paths. */
const sinceActions =
  (handler: Handler): Handler =>
  (call) =>
    call.context.settings.actions === 'absent' ? notFound : handler(call)

/** The plan is asked after the body was checked, as in Logto. */
const demandPlan = ({ context }: ApiCall): void => {
  if (context.settings.actions === 'forbidden') throw apiError('subscription.limit_exceeded')
}

const readKey = ({ params }: ApiCall): string => {
  const key = actionKeys.find((known) => known === params[0])
  if (key === undefined) throw apiError('guard.invalid_input', { type: 'params' })
  return key
}

const findAction = (call: ApiCall): Action =>
  findById(call.context.store.actions, 'logto_configs', readKey(call))

const listActions = ({ context }: ApiCall): Reply =>
  json(
    actionKeys.flatMap((key) => {
      const value = context.store.actions.get(key)
      return value === undefined ? [] : [{ key, value }]
    }),
  )

const getAction = (call: ApiCall): Reply => json(findAction(call))

const putAction = (call: ApiCall): Reply => {
  const key = readKey(call)
  const action = guardBody(actionGuard, call.body)
  demandPlan(call)
  const { actions } = call.context.store
  const status = actions.has(key) ? 200 : 201
  actions.set(key, action)
  return json(action, status)
}

const patchAction = (call: ApiCall): Reply => {
  const key = readKey(call)
  const changes = guardBody(actionChangesGuard, call.body)
  demandPlan(call)
  const found = findAction(call)
  const action = { ...found, ...changes, script: changes.script ?? found.script }
  call.context.store.actions.set(key, action)
  return json(action)
}

const deleteAction = (call: ApiCall): Reply => {
  if (!call.context.store.actions.delete(readKey(call))) throw apiError('entity.not_found')
  return noContent
}

const testAction = async (call: ApiCall): Promise<Reply> => {
  const { event, ...action } = guardBody(actionTestGuard, call.body)
  demandPlan(call)
  const outcome = await runActionScript(call.context, action, event)
  if (!outcome.isDone) throw apiError('action.general', {}, { data: { message: outcome.message } })
  return outcome.value === undefined ? noContent : json(outcome.value)
}

export const actionRoutes = [
  route('GET', '/api/configs/actions', sinceActions(listActions)),
  route('POST', '/api/configs/actions/test', sinceActions(testAction)),
  route('GET', '/api/configs/actions/:key', sinceActions(getAction)),
  route('PUT', '/api/configs/actions/:key', sinceActions(putAction)),
  route('PATCH', '/api/configs/actions/:key', sinceActions(patchAction)),
  route('DELETE', '/api/configs/actions/:key', sinceActions(deleteAction)),
]
