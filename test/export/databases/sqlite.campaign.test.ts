import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { hasSqlite, makeSqliteTrial } from '../campaign/sqlite-trial.js'
import { tryExport } from '../campaign/try-export.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

it.skipIf(!hasSqlite)(
  'SQLite (skipped where Node.js has none): whole while another client writes, and after a SIGKILL',
  { timeout: 60_000 },
  async () => {
    const trial = makeSqliteTrial(join(await makeTemporaryFolder(), 'app.db'), 2_500)
    onTestFinished(() => trial.close())
    expect(await tryExport(trial)).toMatchObject({ torn: 0 })
  },
)
