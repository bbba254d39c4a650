import { afterAll, beforeAll, describe, it } from 'vitest'
import { type Emulators, hasEmulators, startEmulators } from '../../support/servers/emulators.js'
import { makeCognitoTrial, makeFirebaseTrial } from '../campaign/emulator-trials.js'
import { tryExport } from '../campaign/try-export.js'

let emulators: Emulators | undefined

beforeAll(async () => {
  // The one of Firebase compiles its whole API first: ten seconds of processor time.
  if (hasEmulators) emulators = await startEmulators()
}, 300_000)

afterAll(async () => {
  await emulators?.stop()
})

describe.skipIf(!hasEmulators)(
  'emulators of vendors (skipped where VENDOR_EMULATORS names no folder of them)',
  () => {
    it('firebase: the Auth emulator, while users come and go, killed, imported and verified', async () => {
      await tryExport(await makeFirebaseTrial(emulators!.firebase, 1_200))
    })

    it('cognito: cognito-local, while users come and go, killed, imported and verified', async () => {
      await tryExport(await makeCognitoTrial(emulators!.cognito, 130))
    })
  },
)
