import type { IncomingHttpHeaders } from 'node:http'
import { ApiError, internalError } from './api-error.js'
import { parseBody } from './parse-body.js'
import { notFound } from './reply.js'
import type { Reply } from './reply.js'
import type { RouteMatch } from './router.js'
import { authorize } from '../routes/authorize.js'
import type { SandboxContext } from '../sandbox-context.js'

/** A request that has arrived whole. */
export interface ReceivedRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  rawBody: string
  /** The body went over the limit; `rawBody` then is empty. */
  isBodyTooLarge: boolean
  match: RouteMatch | undefined
}

/** Does the work of one request. Every failure becomes an answer. */
export const answerCall = (context: SandboxContext, request: ReceivedRequest): Reply | Promise<Reply> => {
  try {
    const reply = callRoute(context, request)
    return reply instanceof Promise ? reply.catch(toErrorReply) : reply
  } catch (error) {
    return toErrorReply(error)
  }
}

const callRoute = (context: SandboxContext, request: ReceivedRequest): Reply | Promise<Reply> => {
  const { match, headers, rawBody, ...rest } = request
  if (!match) return notFound
  const isManagement = match.route.pattern.startsWith('/api/')
  if (isManagement) authorize(context, headers)
  if (request.isBodyTooLarge) return notFound
  const body = isManagement ? parseBody(rawBody, headers['content-type']) : {}
  return match.route.handler({ ...rest, headers, rawBody, body, context, params: match.params })
}

const toErrorReply = (error: unknown): Reply => {
  const { status, body } = error instanceof ApiError ? error : internalError()
  return { status, body }
}
