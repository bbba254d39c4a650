import type { Note } from '../../jobs/events/note.js'
import { countUsers } from '../../preflight/preflight-check.js'
import { describeGuesses } from '../../report/census/column-text.js'
import { describeKeptOut } from '../../report/census/custom-data-text.js'
import { formatCount, formatDuration } from '../../report/format.js'
import { describeInputNotes } from './describe-input-notes.js'

/** What a job notes, in words; each line ends with a line end. */
export const describeNote = (note: Note): string => {
  switch (note.code) {
    case 'source': {
      const why = note.evidence.length > 0 ? ` (${note.evidence.join('; ')})` : ''
      return `Source: ${note.title}${why}\n${note.guesses === undefined ? '' : describeGuesses(note.guesses)}`
    }
    case 'source_contradicted':
      return `Warning: ${note.why}\n`
    case 'input_form':
      return describeInputNotes(note.notes)
    case 'input_counted':
      return describeCounted(note)
    case 'kept_out':
      return describeKeptOut(note.names)
        .filter((line) => line !== '')
        .map((line) => `${line}\n`)
        .join('')
    case 'legacy_key_made':
      return `Made the key of the store of old passwords: ${note.path}. Keep it: without it nobody's old password works, and beside the store it protects nothing\n`
    case 'checkpoint_cut':
      return `The checkpoint ended in a torn line: ${note.bytes} bytes were cut.\n`
    case 'run_begun':
      return `Importing into ${note.endpoint}; the run is in ${note.run}\n`
    case 'run_resumed': {
      const { run, settled, unknown, waiting } = note
      const late = waiting === 0 ? '' : `, ${formatCount(waiting)} wait for steps or memberships`
      return `Resuming ${run}: ${formatCount(settled)} records are settled, ${formatCount(unknown)} have no known outcome yet${late}\n`
    }
    case 'concurrency_high':
      return `Warning: --concurrency ${note.concurrency}: the database pool of a Logto as it comes has 20 connections, and a create takes two. At 64 in flight it stops answering; ${note.most} is the most that auto uses\n`
    case 'other_secret':
      return 'The secret of the application is another one than in the export before: changed passwords and second factors cannot be told from unchanged ones.\n'
    case 'organizations_first':
      return 'Making the missing organizations of all shards first\n'
    case 'side_effects':
      return describeSideEffects(note)
    case 'compared':
      return `${formatCount(note.records)} records compared\n`
    case 'passwords_rehashed':
      return 'A right password makes Logto replace the stored hash by its own Argon2i.\n'
    case 'users_looked_up':
      return `Looking up ${formatCount(note.users)} users with ${formatCount(note.requests)} requests.\n`
    case 'resume_with':
      return `Resume with: ${note.command}\n`
    case 'no_records':
      return `Warning: no records in ${note.files.join(', ')}: ${note.files.length === 1 ? 'the file is' : 'the files are'} empty, or names columns and nothing else\n`
    case 'notice_failed':
      return `Warning: --notify told nobody: ${note.why}\n`
    case 'rolled_back_already':
      return `The run in ${note.run} was rolled back already: nothing of it is left.\n`
  }
}

const describeCounted = (note: Note & { code: 'input_counted' }): string => {
  const { records, valid, rejected, requests, rate, seconds, sharers } = note
  const shared = sharers === 1 ? '' : ` shared by ${sharers}`
  const time = seconds === undefined ? '' : `, about ${formatDuration(seconds * sharers)} at ${rate}${shared}`
  return (
    `${formatCount(records)} records: ${formatCount(valid)} valid, ${formatCount(rejected)} rejected, ` +
    `${formatCount(requests)} requests${time}\n`
  )
}

const describeSideEffects = ({ webhooks, defaultRoles, users }: Note & { code: 'side_effects' }): string => {
  const whom = users === undefined ? 'every imported user' : `each of up to ${countUsers(users)}`
  return [
    webhooks.length === 0 ? '' : `Webhooks fire for ${whom} (User.Created): ${webhooks.join(', ')}\n`,
    defaultRoles.length === 0 ? '' : `Logto gives ${whom} the default roles: ${defaultRoles.join(', ')}\n`,
  ].join('')
}
