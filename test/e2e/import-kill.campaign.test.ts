import { describe, it } from 'vitest'
import { killAndResume } from './kill-and-resume.js'

/** Lines of the checkpoint at which the process is killed. */
const killPoints = [1, 2, 20, 120, 200, 300]

describe('SIGKILL and resume, with steps and memberships', () => {
  it.each(killPoints)('after line %i of the checkpoint', killAndResume)
})
