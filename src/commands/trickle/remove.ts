import { removeTrickle, type RemoveTrickleOptions } from '../../jobs/trickle/remove-trickle.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { jobOptions } from '../terminal/job-options.js'

export interface TrickleRemoveFlags
  extends CommonFlags, Omit<RemoveTrickleOptions, 'config' | 'env' | 'folder' | 'mayWipe'> {
  wipe?: boolean
}

const sentences = {
  removed: 'The action is out.',
  put_back: 'The action is out, and the one that it had replaced is back.',
  absent: 'There was no action to take out.',
  foreign: 'The action in place is not of logto-migrate: it was left alone.',
}

export const runTrickleRemoveCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: TrickleRemoveFlags,
): Promise<number> => {
  const { wipe, ...rest } = flags
  const result = await removeTrickle({
    ...(await jobOptions(context, [], rest)),
    mayWipe: (storedHashes) => mayWipe(context, wipe === true, flags.json === true, storedHashes),
  })
  if (flags.json === true) {
    context.stdout(`${JSON.stringify(result)}\n`)
    return 0
  }
  const { action, people, neverCameFile, storedHashes, isWiped } = result
  context.stdout(`${sentences[action]}\n`)
  context.stdout(
    `${people.migrated.toLocaleString('en-US')} came over, ${people.pending.toLocaleString('en-US')} never came: ${neverCameFile}\n`,
  )
  if (people.pending > 0) context.stderr('Links for them: logto-migrate links --who pending\n')
  context.stderr('Where "trickle serve" still runs, it can be stopped: nobody asks it any more.\n')
  if (isWiped) context.stdout('The stored hashes are deleted.\n')
  else if (storedHashes > 0) {
    context.stderr(`${storedHashes.toLocaleString('en-US')} hashes are still stored: --wipe deletes them.\n`)
  }
  return 0
}

const mayWipe = async (
  { terminal, stderr }: CommandContext,
  isTold: boolean,
  isJson: boolean,
  storedHashes: number,
): Promise<boolean> => {
  if (isTold || terminal === undefined || isJson) return isTold
  stderr(`Delete the ${storedHashes.toLocaleString('en-US')} stored hashes? Type yes: `)
  return /^yes$/i.test((await terminal.readLine({ isHidden: false }))?.trim() ?? '')
}
