/** What a route answers, before it becomes bytes. */
export interface Reply {
  status: number
  /** Sent as JSON. */
  body?: unknown
  /** Sent as `text/plain`; excludes `body`. */
  text?: string
  headers?: Record<string, string | string[]>
}

export const json = (body: unknown, status = 200): Reply => ({ status, body })

export const text = (status: number, body: string): Reply => ({ status, text: body })

export const noContent: Reply = { status: 204 }

/** Logto's answer to a path that has no route, and to a body over its limit. */
export const notFound: Reply = text(404, 'Not Found')

/** Logto's answer to a POST whose handler sets the status and no body. */
export const created: Reply = text(201, 'Created')
