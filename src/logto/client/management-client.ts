// Whoever compiles against this may have a library without AsyncDisposable.
/// <reference lib="esnext.disposable" preserve="true" />
import type { Effects } from '../../effects/effects.js'
import { systemEffects } from '../../effects/system-effects.js'
import { parseRate } from '../../pace/parse-rate.js'
import { createBottleneckPacer } from '../../pace/bottleneck-pacer.js'
import type { ApiRequest, Send } from '../http/api-call.js'
import { buildCallPath } from './build-call-path.js'
import type {
  Answer,
  AnyCallOptions,
  CallOptions,
  HttpMethod,
  Item,
  OptionsArgument,
  PathsWith,
} from './call-types.js'
import { createTarget, type TargetOptions } from '../create-target.js'
import type { ManagementPaths } from './management-paths.js'
import { RefusedCallError } from '../http/refused-call-error.js'
import { walkList } from '../paging/walk-list.js'

export interface ManagementClientOptions extends Pick<
  TargetOptions,
  | 'endpoint'
  | 'tenantId'
  | 'resource'
  | 'appId'
  | 'appSecret'
  | 'timeoutMs'
  | 'maxOutageMs'
  | 'observer'
  | 'userAgent'
> {
  /** Requests per time, or `off`. @default '200/10s' */
  rate?: string
  /** @default the system's clock, timer and random source */
  effects?: Effects
}

/** A method of the client: typed by the path where `Paths` has it, else with an answer of type unknown. */
interface Call<Paths, Method extends HttpMethod> {
  <Path extends PathsWith<Paths, Method>>(
    path: Path,
    ...options: OptionsArgument<CallOptions<Paths, Path, Method>>
  ): Promise<Answer<Paths, Path, Method>>
  <Path extends string>(
    path: Path extends PathsWith<Paths, Method> ? never : Path,
    options?: AnyCallOptions,
  ): Promise<unknown>
}

interface Paginate<Paths> {
  <Path extends PathsWith<Paths, 'get'>>(
    path: Path,
    ...options: OptionsArgument<CallOptions<Paths, Path, 'get'>>
  ): AsyncGenerator<Item<Answer<Paths, Path, 'get'>>>
  <Path extends string>(
    path: Path extends PathsWith<Paths, 'get'> ? never : Path,
    options?: Omit<AnyCallOptions, 'body'>,
  ): AsyncGenerator
}

/**
 * The Management API of one tenant: authenticated, paced, and retried where that does no harm. Calls resolve with the
 * body of the answer.
 *
 * @throws {RefusedCallError} when Logto refuses the call
 * @throws {AmbiguousOutcomeError} when no answer tells whether a write was applied
 * @throws {MigrationError} when the target cannot be reached or gives no access
 */
export interface ManagementClient<Paths = ManagementPaths> extends AsyncDisposable {
  get: Call<Paths, 'get'>
  post: Call<Paths, 'post'>
  put: Call<Paths, 'put'>
  patch: Call<Paths, 'patch'>
  delete: Call<Paths, 'delete'>
  /** Every item of a list, each once, however many pages. */
  paginate: Paginate<Paths>
  /** For the other functions of this library, and for headers and statuses. */
  send: Send
  /** Ends every connection. */
  close(): Promise<void>
}

/**
 * @typeParam Paths what is known of the API, in the form of openapi-typescript
 * @throws {MigrationError} `config/invalid_endpoint`, `usage/invalid_rate`
 */
export const createManagementClient = <Paths extends object = ManagementPaths>(
  options: ManagementClientOptions,
): ManagementClient<Paths> => {
  const { rate = '200/10s', effects = systemEffects } = options
  const pacer = createBottleneckPacer({ rate: parseRate(rate), effects })
  const { send, close } = createTarget({ ...options, effects, pacer })

  const callWith =
    (method: ApiRequest['method']) =>
    async (template: string, options: AnyCallOptions = {}): Promise<unknown> => {
      const { path, query, body, signal, isIdempotent = method === 'GET' } = options
      const request: ApiRequest = {
        method,
        path: buildCallPath(template, path, query),
        isIdempotent,
        ...(body !== undefined && { body }),
      }
      const response = await send(request, signal)
      if (response.status >= 300) throw new RefusedCallError(request, response)
      return response.body
    }

  async function* paginate(template: string, options: AnyCallOptions = {}): AsyncGenerator {
    const { path, query, signal } = options
    for await (const items of walkList(send, buildCallPath(template, path, query), signal)) yield* items
  }

  const client = {
    get: callWith('GET'),
    post: callWith('POST'),
    put: callWith('PUT'),
    patch: callWith('PATCH'),
    delete: callWith('DELETE'),
    paginate,
    send,
    close,
    [Symbol.asyncDispose]: close,
  }
  // The types say what Logto answers by its own description; nothing here could check that.
  return client as unknown as ManagementClient<Paths>
}
