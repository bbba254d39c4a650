import { it } from 'vitest'
import { killWhileKeeping } from './keep-legacy-people.js'

it.each([2, 25])('SIGKILL after line %i of the checkpoint: nobody is lost', (line) => killWhileKeeping(line))
