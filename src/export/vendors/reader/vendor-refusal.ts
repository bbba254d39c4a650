import { MigrationError } from '../../../outcome/migration-error.js'

/** What an answer that is no success means, where the status alone does not say it. */
export type Verdict = 'transient' | 'refused' | 'absent' | 'invalid' | 'other'

/** A vendor's answer that is no success. Bodies of vendors may repeat what was sent, so nothing of them is told. */
export class VendorRefusal extends MigrationError {
  readonly status: number
  readonly verdict: Verdict

  constructor(vendor: string, route: string, status: number, verdict: Verdict) {
    super(
      'target',
      verdict === 'refused' ? 'source_refused' : 'source_failed',
      verdict === 'refused'
        ? `${vendor} refused ${route} (${status}): see the rights on the page of the system`
        : `${vendor}: ${route} failed${status === 0 ? ', nobody answers' : ` (${status})`}; the same command goes on where it stopped`,
    )
    this.status = status
    this.verdict = verdict
  }
}

/** By the status alone, as most vendors mean it. */
export const judgeStatus = (status: number): Verdict => {
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return 'transient'
  if (status === 401 || status === 403) return 'refused'
  if (status === 404 || status === 405 || status === 410) return 'absent'
  return status === 400 || status === 422 ? 'invalid' : 'other'
}

/** What is asked for, or undefined where the vendor refuses it to this account or has no such thing. */
export const unlessRefused = async <Answer>(
  ask: () => Promise<Answer>,
  meaning: readonly Verdict[] = ['refused', 'absent'],
): Promise<Answer | undefined> => {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof VendorRefusal && meaning.includes(error.verdict)) return undefined
    throw error
  }
}
