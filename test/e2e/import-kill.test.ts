import { describe, it } from 'vitest'
import { killAndResume } from './kill-and-resume.js'

describe('SIGKILL and resume, with steps and memberships', () => {
  it('after line 60 of the checkpoint', () => killAndResume(60))
})
