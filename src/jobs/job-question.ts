import type { CanaryReport } from './import/canary-report.js'

/** What a job asks before it goes on. A no, or nobody to ask, leaves the target as it is. */
export type JobQuestion =
  | {
      /** The target does something by itself with each new user: a webhook may send a mail to all of them. */
      question: 'side_effects'
      webhooks: string[]
      defaultRoles: string[]
      users: number | undefined
    }
  | {
      /** The canaries are in and as they should be; import the rest? */ question: 'canary'
      canary: CanaryReport
    }
  | {
      /** Everything that the run created is deleted. */
      question: 'rollback'
      endpoint: string
      users: number
      /** Roles and organizations. */
      things: number
    }

export type Answer = (question: JobQuestion) => Promise<boolean>
