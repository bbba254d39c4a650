import type { IncomingHttpHeaders } from 'node:http'
import type { Reply } from './reply.js'
import type { SandboxContext } from '../sandbox-context.js'

/** One request as a route sees it: authorised, its body parsed. */
export interface ApiCall {
  method: string
  /** As sent, without the query. */
  path: string
  /** Values of the `:name` parts of the route, decoded, in order. */
  params: readonly string[]
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Parsed JSON; the text where it was sent as text; an empty object where there was none. */
  body: unknown
  /** The body as it came. */
  rawBody: string
  context: SandboxContext
}

export type Handler = (call: ApiCall) => Reply | Promise<Reply>
