import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Folder that `.ci/emulators` was installed in; tests that need the emulators of vendors name themselves as skipped
 * where there is none. `.ci/run` makes one.
 */
const folder = process.env['VENDOR_EMULATORS']

export const hasEmulators = folder !== undefined && folder !== ''

export interface Emulators {
  /** Host and port of the Auth emulator of firebase-tools. */
  firebase: string
  /** Those of cognito-local. */
  cognito: string
  stop(): Promise<void>
}

/** Both, in one process of their own on loopback. */
export const startEmulators = async (): Promise<Emulators> => {
  const child = spawn(process.execPath, ['.ci/emulators/start.cjs', folder!], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  const at = JSON.parse(said) as Pick<Emulators, 'firebase' | 'cognito'>
  return {
    ...at,
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
