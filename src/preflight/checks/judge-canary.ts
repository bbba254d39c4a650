import type { PreflightCheck } from '../preflight-check.js'
import type { CanaryReport, CanaryResult } from '../canary/run-canaries.js'

export const judgeCanary = ({
  results,
  staleDeleted,
  leftBehind,
  showsDigests,
}: CanaryReport): PreflightCheck[] => {
  const failed = results.filter(({ outcome }) => outcome !== 'works')
  const users: PreflightCheck[] = []
  if (staleDeleted > 0) {
    const message = `Deleted ${staleDeleted} temporary users that an earlier preflight had left behind.`
    users.push({ name: 'canary_users', status: 'warning', message })
  }
  if (leftBehind.length > 0) {
    const message = `Could not delete temporary users; delete them by hand or run preflight again: ${leftBehind.join(', ')}.`
    users.push({ name: 'canary_users', status: 'failed', message })
  }
  if (results.length === 0) {
    const message = 'No hash in the input, so no hash family is tried.'
    return [{ name: 'canary', status: 'ok', message }, ...users]
  }
  return [
    judgeVersion(showsDigests),
    {
      name: 'canary',
      status: failed.length === 0 ? 'ok' : 'failed',
      message:
        failed.length === 0
          ? `The target verifies ${results.length} of ${results.length} hash families.`
          : `The target cannot verify ${failed.map(({ family }) => family).join(', ')}.${explainFailure(failed)}`,
    },
    ...users,
  ]
}

const judgeVersion = (showsDigests: boolean | undefined): PreflightCheck => {
  if (showsDigests === undefined) {
    return { name: 'version', status: 'warning', message: 'The version of Logto could not be told.' }
  }
  return showsDigests
    ? { name: 'version', status: 'ok', message: 'Logto is 1.38 or newer.' }
    : { name: 'version', status: 'warning', message: 'Logto is older than 1.38.' }
}

/** Both came with one version, so one sentence explains them. */
const explainFailure = (failed: CanaryResult[]): string =>
  failed.some(({ family }) => family.endsWith('hex:') || family.endsWith('firebase-scrypt'))
    ? ' Logto 1.38 or newer is needed for hex: salts and firebase-scrypt.'
    : ''
