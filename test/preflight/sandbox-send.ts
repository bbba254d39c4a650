import type { Send } from '../../src/logto/http/api-call.js'
import type { SandboxOptions } from '../../src/sandbox/sandbox-options.js'
import { openSandbox, type SandboxClient } from '../sandbox/sandbox-client.js'

export interface SandboxTarget extends SandboxClient {
  send: Send
  /** Method and path of every call so far. */
  calls: string[]
}

/** A sandbox as the client of the Management API sees it, without pacing and retries. */
export const openSandboxTarget = async (options: SandboxOptions = {}): Promise<SandboxTarget> => {
  const client = await openSandbox(options)
  const calls: string[] = []
  const send: Send = async ({ method, path, body }) => {
    calls.push(`${method} ${path}`)
    const { status, headers, body: answer } = await client.call(method, path, body)
    return { status, headers: Object.fromEntries(headers), body: answer }
  }
  return { ...client, send, calls }
}
