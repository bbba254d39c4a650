import { MigrationError } from '../../outcome/migration-error.js'
import type { ApiRequest, ApiResponse } from './api-call.js'
import { errorCodeOf, errorMessageOf } from './error-code.js'
import { routeOf } from './route-of.js'

/** Logto's final no to one call of the client, with what it said. Its `code` is `call_refused`. */
export class RefusedCallError extends MigrationError {
  readonly status: number
  /** Logto's code: `user.email_already_in_use`; `http_<status>` where it gives none. */
  readonly serverCode: string
  /** The answer as it came. */
  readonly body: unknown

  constructor(request: ApiRequest, response: ApiResponse) {
    const serverCode = errorCodeOf(response)
    super(
      'target',
      'call_refused',
      `${routeOf(request)} was refused with ${response.status} ${serverCode}: ${errorMessageOf(response)}`,
    )
    this.status = response.status
    this.serverCode = serverCode
    this.body = response.body
  }
}
