/** One call of the Management API (or of the token endpoint). */
export interface ApiRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query below the endpoint: `/api/users?page=1`. */
  path: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as `application/x-www-form-urlencoded`; excludes `body`. */
  form?: Record<string, string>
  headers?: Record<string, string>
  /**
   * Whether sending it again after an unknown outcome is safe. Defaults to true for all but POST.
   */
  isIdempotent?: boolean
}

export interface ApiResponse {
  status: number
  /** Lower-case names. */
  headers: Record<string, string>
  /** Parsed JSON, or the text when it is not JSON; undefined when empty. */
  body: unknown
  /** From leaving to the end of the answer, milliseconds; undefined where nobody measured. */
  elapsedMs?: number
}

/** Sends one call. Resolves for every HTTP answer; rejects with a TransportError when none came. */
export type Send = (request: ApiRequest, signal?: AbortSignal) => Promise<ApiResponse>
