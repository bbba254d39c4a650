import type { JobEvent } from '../../jobs/events/job-event.js'
import { makeLinks, type MakeLinksOptions } from '../../jobs/links/make-links.js'
import { revokeLinks } from '../../jobs/links/revoke-links.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { Who } from '../../trickle/people/who-is-left.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { LineProgress } from '../../terminal/line-progress.js'
import { jobOptions } from '../terminal/job-options.js'

export interface LinksFlags
  extends CommonFlags, Omit<MakeLinksOptions, 'config' | 'env' | 'folder' | 'who' | 'maxLinks' | 'limit'> {
  who: string
  limit?: string
  revoke?: boolean
}

/** 0 when everybody has a link, 1 when some have none, 130 when it was interrupted. */
export const runLinksCommand = async (
  context: CommandContext,
  _operands: string[],
  flags: LinksFlags,
): Promise<number> => {
  const { who, limit, revoke, ...rest } = flags
  const options = await jobOptions(context, [], rest)
  if (revoke === true) return revokeAll(context, flags.json === true, options)
  const progress = new LineProgress(context)
  const result = await makeLinks({
    ...options,
    who: readWho(who),
    maxLinks: readCount(limit),
    onEvent: (event) => {
      if (event.type === 'links' && flags.json !== true) progress.tell(describeProgress(event))
      else options.onEvent?.(event)
    },
  }).finally(() => progress.end())
  if (flags.json === true) context.stdout(`${JSON.stringify(result)}\n`)
  else {
    const { file, made, hadOne, failed, withoutEmail } = result
    const earlier = hadOne > 0 ? `; ${count(hadOne)} have one already` : ''
    context.stdout(`${count(made)} links written to ${file}${earlier}.\n`)
    if (result.end === 'limit') context.stderr('That is the limit: call it again for the others.\n')
    if (failed > 0) context.stderr(`${count(failed)} could not be made: call it again.\n`)
    if (withoutEmail > 0) {
      context.stderr(`${count(withoutEmail)} have no e-mail address: links-no-email.csv beside it.\n`)
    }
    if (result.end === 'interrupted') context.stderr('Interrupted: call it again to go on.\n')
    context.stderr(
      'Each link signs somebody in: your page hands the token to the sign-in (logto-migrate docs links).\n',
    )
  }
  return result.end === 'interrupted' ? 130 : result.failed > 0 ? 1 : 0
}

const describeProgress = ({ made, users, unsettled }: JobEvent & { type: 'links' }): string => {
  const again = unsettled > 0 ? `, ${count(unsettled)} to be looked at again` : ''
  return `${count(made)} links, ${count(users)} users looked at${again}`
}

const revokeAll = async (
  context: CommandContext,
  isJson: boolean,
  options: MakeLinksOptions,
): Promise<number> => {
  const result = await revokeLinks(options)
  if (isJson) context.stdout(`${JSON.stringify(result)}\n`)
  else
    context.stdout(
      `${count(result.revoked)} links revoked${result.failed > 0 ? `, ${count(result.failed)} not` : ''}.\n`,
    )
  return result.end === 'interrupted' ? 130 : result.failed > 0 ? 1 : 0
}

const count = (value: number): string => value.toLocaleString('en-US')

const readWho = (text: string): Who => {
  if (text === 'pending' || text === 'no-password' || text === 'never-signed-in') return text
  throw usage(`--who takes pending, no-password or never-signed-in, got "${text}"`)
}

const readCount = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw usage(`--limit takes a whole number above 0, got "${text}"`)
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
