import { access } from 'node:fs/promises'
import { MigrationError } from '../../outcome/migration-error.js'
import { mustBePrivate } from '../../outcome/must-be-private.js'
import { writePrivate } from '../../outcome/open-private.js'
import { type Installation, installAction } from '../../trickle/script/install-action.js'
import { type JobOptions, openJob, settingsOf, targetOf } from '../job-options.js'
import { withOpenTarget } from '../target/open-target.js'
import { locateTrickle, readSecret } from './trickle-files.js'

export interface InstallTrickleOptions extends Omit<JobOptions, 'files'> {
  /** Where Logto reaches the service: `https://trickle.example.com`, `/verify` is added where no path is given. */
  url: string
  /** Whether somebody else's action may be replaced. */
  replace?: boolean | undefined
}

/** Tries the action through Logto's dry run, then puts it in place. */
export const installTrickle = async (options: InstallTrickleOptions): Promise<Installation> => {
  const context = openJob(options)
  const files = await locateTrickle(options.run, context)
  const url = readUrl(options)
  const secret = await readSecret(files, context)
  if (secret === undefined) {
    throw new MigrationError(
      'config',
      'trickle_secret_missing',
      'there is no secret shared with the service: run "logto-migrate trickle secret", or set TRICKLE_SECRET, and start "trickle serve" with it',
    )
  }
  const { rate } = settingsOf({ ...options, run: undefined })
  return withOpenTarget(targetOf(options), { rate }, context, {}, ({ send }) =>
    installAction({
      send,
      url,
      secret,
      mayReplace: options.replace === true,
      // Kept as it was first: a second --replace must not put ours in its place.
      keepReplaced: async (action) => {
        await refuseToLose(files.replacedAction)
        await writePrivate(files.replacedAction, `${JSON.stringify(action, null, 2)}\n`)
      },
      signal: context.stop,
    }),
  )
}

const refuseToLose = async (path: string): Promise<void> => {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (!isThere) return
  throw new MigrationError(
    'output',
    'replaced_action_kept',
    `${path} holds an action that was replaced before: move it away, then install again`,
  )
}

const readUrl = ({ url, insecureHttp }: InstallTrickleOptions): string => {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new MigrationError('usage', 'flag_invalid', `--url takes an http or https URL, got "${url}"`)
  }
  const parsed = new URL(url)
  if (insecureHttp !== true) mustBePrivate(parsed.href, undefined, 'the passwords that people type')
  if (parsed.pathname === '/') parsed.pathname = '/verify'
  return parsed.href
}
