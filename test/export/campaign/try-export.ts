import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { startRehearsal } from '../../support/sandbox-process.js'
import type { ExportTrial } from './export-trial.js'
import { runExportTrial, type TrialResult } from './run-export-trial.js'

const config =
  "export default { connectors: { 98765: 'google' }, roles: { createMissing: true }, organizations: { createMissing: true, roles: { createMissing: true } } }\n"

/**
 * What `bench/export.mjs` does with a hundred thousand users, with a few: exported while another client writes, killed
 * and gone on with, imported and verified.
 */
export const tryExport = async (trial: ExportTrial): Promise<TrialResult> => {
  const { run, spawn, path } = await startRehearsal()
  await writeFile(path('migrate.config.mjs'), config)
  const result = await runExportTrial(
    trial,
    {
      path,
      run: (args, env) => run(args, { env }),
      kill: async (args, env, isTime) => {
        const { signal } = await spawn(args, {
          env,
          onStart: (child) => {
            const timer = setInterval(() => {
              void isTime().then((is) => is && child.kill('SIGKILL'))
            }, 1)
            child.once('exit', () => clearInterval(timer))
          },
        })
        return signal === 'SIGKILL'
      },
    },
    { kills: [0.3], pauseMs: 2 },
  )
  expect(result).toMatchObject({ lost: 0, doubled: 0, torn: 0, verified: result.exported })
  expect(result.exported).toBeGreaterThanOrEqual(trial.users)
  return result
}
