import { type OpenRun, openRun, type OpenRunOptions } from '../../src/checkpoint/open-run.js'
import type { RunFolder } from '../../src/checkpoint/run-folder.js'
import { systemEffects } from '../../src/effects/system-effects.js'

/** The run of a small input, begun or gone on with. */
export const openSmallRun = (run: RunFolder, more: Partial<OpenRunOptions> = {}): Promise<OpenRun> =>
  openRun({
    run,
    source: 'generic',
    input: [{ path: 'users.csv', size: 10, sha256: 'ab' }],
    target: { endpoint: 'http://127.0.0.1:1', tenantId: 'default' },
    mode: 'auto',
    sync: 'never',
    toolVersion: '0.1.0',
    effects: systemEffects,
    ...more,
  })
