import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnosisCauses } from '../../src/password/diagnose/diagnosis-causes.js'
import { passwordFamilies } from '../../src/password/recognise/password-families.js'
import { passwordReasons } from '../../src/password/password-reasons.js'
import { passwordWarningCodes } from '../../src/password/password-warnings.js'
import { passwordSystems } from '../../src/password/systems/password-systems.js'

const page = readFileSync(new URL('../../docs/passwords.md', import.meta.url), 'utf8')

describe('docs/passwords.md names', () => {
  it.each(Object.keys(passwordFamilies))('family %s', (id) => expect(page).toContain(`\`${id}\``))
  it.each(Object.keys(passwordReasons))('reason %s', (code) => expect(page).toContain(`\`${code}\``))
  it.each(Object.keys(passwordWarningCodes))('warning %s', (code) => expect(page).toContain(`\`${code}\``))
  it.each(Object.keys(diagnosisCauses))('cause %s', (code) => expect(page).toContain(`\`${code}\``))
  it.each([...passwordSystems.keys()])('system %s', (name) => expect(page).toContain(`\`${name}\``))
})
