import type { JobEvent } from '../../jobs/events/job-event.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { describeCanary } from '../import/describe-canary.js'
import { describeNote } from './describe-note.js'

/** Tells what a job tells: in words, or with --json as one JSON object a line. */
export const createTeller =
  (context: CommandContext, { json }: CommonFlags): ((event: JobEvent) => void) =>
  (event) => {
    if (json === true) writeEvent(context, event)
    else {
      const text = describeEvent(event)
      if (text !== '') context.stderr(text)
    }
  }

/** What people read of an event; empty where its progress is shown otherwise. */
const describeEvent = (event: JobEvent): string => {
  switch (event.type) {
    case 'note':
      return describeNote(event)
    case 'canary':
      return describeCanary(event)
    default:
      return ''
  }
}

/** One line, with the time it is written at, and in words what a note says. */
export const writeEvent = ({ stderr, effects }: CommandContext, event: JobEvent): void => {
  const { type, ...rest } = event
  const message = describeEvent(event).trim()
  const at = new Date(effects.now()).toISOString()
  stderr(`${JSON.stringify({ type, at, ...rest, ...(message !== '' && { message }) })}\n`)
}
