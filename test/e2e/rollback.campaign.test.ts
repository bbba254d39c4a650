import { it } from 'vitest'
import { killRollback } from './kill-rollback.js'

it('a rollback goes on where it was killed, again and again', { timeout: 300_000 }, () =>
  killRollback(1, 8, 23, 31, 40, 52),
)
