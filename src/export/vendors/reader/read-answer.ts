import type { z } from 'zod'
import { MigrationError } from '../../../outcome/migration-error.js'
import type { VendorAnswer } from './vendor-api.js'

/**
 * An answer in the form that the vendor's reference gives it. Where it has another one nothing is guessed: a list that
 * cannot be found would be an export without people.
 *
 * @throws MigrationError `target/source_unexpected`, which names fields and no values
 */
export const readAnswer = <Schema extends z.ZodType>(
  schema: Schema,
  { body, route }: Pick<VendorAnswer, 'body' | 'route'>,
): z.infer<Schema> => {
  const read = schema.safeParse(body)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const at = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.')
  const expected = issue !== undefined && 'expected' in issue ? String(issue.expected) : 'another form'
  throw new MigrationError(
    'target',
    'source_unexpected',
    `${route}: expected ${at} to be ${expected}, as the reference has it, got something else; is the address right, and the version one that docs/export.md names?`,
  )
}
