/** What a path of `Paths` takes and answers. `Paths` has the form that openapi-typescript gives. */

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The paths that know the method. */
export type PathsWith<Paths, Method extends HttpMethod> = {
  [Path in keyof Paths]: Paths[Path] extends Record<Method, infer Operation>
    ? [Operation] extends [undefined]
      ? never
      : Path
    : never
}[keyof Paths] &
  string

type OperationOf<Paths, Path, Method extends HttpMethod> = Path extends keyof Paths
  ? Paths[Path] extends Record<Method, infer Operation>
    ? Operation
    : never
  : never

/** The body of a success; undefined where there is none. */
export type Answer<Paths, Path, Method extends HttpMethod> =
  OperationOf<Paths, Path, Method> extends { responses: infer Responses }
    ? ContentOf<Responses[keyof Responses & (200 | 201 | 202 | 204)]>
    : unknown

type ContentOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : undefined

/** One item of a list. */
export type Item<List> = List extends readonly (infer Each)[] ? Each : unknown

type PathParameters<Operation> = Operation extends { parameters: { path: infer Path } } ? Path : never
type QueryParameters<Operation> = Operation extends { parameters: { query?: infer Query } }
  ? Omit<NonNullable<Query>, 'page' | 'page_size'> & { page?: number; page_size?: number }
  : object
type RequestBody<Operation> = Operation extends { requestBody?: infer Body }
  ? [NonNullable<Body>] extends [never]
    ? never
    : NonNullable<Body> extends { content: { 'application/json': infer Json } }
      ? Json
      : never
  : never

export interface CallSettings {
  signal?: AbortSignal
  /**
   * Whether the call may be sent again when no answer came. @default true for GET; false for the others, which then
   * fail with AmbiguousOutcomeError
   */
  isIdempotent?: boolean
}

/** Of a call that the types know. */
export type CallOptions<Paths, Path, Method extends HttpMethod> = CallSettings &
  PathOption<PathParameters<OperationOf<Paths, Path, Method>>> & {
    query?: QueryParameters<OperationOf<Paths, Path, Method>>
  } & BodyOption<RequestBody<OperationOf<Paths, Path, Method>>>

type PathOption<Path> = [Path] extends [never]
  ? object
  : keyof Path extends never
    ? object
    : { path: { [Name in keyof Path]: string } }
type BodyOption<Body> = [Body] extends [never] ? object : { body: Body }

/** Left out where nothing in it is required. */
export type OptionsArgument<Options> = object extends Options ? [options?: Options] : [options: Options]

/** Of a call that the types do not know. */
export interface AnyCallOptions extends CallSettings {
  path?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}
