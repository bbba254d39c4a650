import { readFileSync } from 'node:fs'

export interface ExchangeRequest {
  method: string
  path: string
  form?: Record<string, string>
  /** Who asks for a token, in words. */
  client?: string
  /** What is sent in place of the full token, in words. */
  auth?: string
  body?: unknown
  rawBody?: string
  contentType?: string
  /** Describes a body too long to be recorded. */
  bodyNote?: string
}

interface ExchangeResponse {
  status: number
  contentType: string | null
  totalNumber?: string
  link?: string
  body: unknown
}

export interface Exchange {
  n: number
  name: string
  request: ExchangeRequest
  response: ExchangeResponse
}

/** Exchanges recorded in order from a real Logto. `{{…}}` stands for what differs from run to run. */
export const readContract = (): Exchange[] => {
  const text = readFileSync(new URL('logto-contract.json', import.meta.url), 'utf8')
  const { exchanges }: { exchanges: Exchange[] } = JSON.parse(text)
  return exchanges
}
