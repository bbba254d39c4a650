/** What one round came to; see run-round.mjs. */
export interface Round {
  seed: number
  users: number
  kills: number
  sessions: number
  /** What must be 0, by name. */
  counts: Record<string, number>
  /** One text for each difference. */
  details: string[]
}

export interface Circumstances {
  readLagMs: number
  clocksMs: number[]
  deliversTwice: boolean
  hasProxy: boolean
  changesInput: boolean
  hasTwoOwners: boolean
  shards: number
  keepsPasswords: boolean
}

export interface CampaignOptions {
  /** Path of the built cli.js. */
  cli: string
  seed: number
  kills: number
  killsPerRound: number
  mostUsers: number
  parallel: number
  /** A folder for each round is made in it. */
  folder: string
  /** For all rounds, instead of what their seeds draw; see circumstances.mjs. */
  circumstances?: Partial<Circumstances>
  onRound: (round: Round, folder: string) => void
}

export declare const runCampaign: (options: CampaignOptions) => Promise<Round[]>
