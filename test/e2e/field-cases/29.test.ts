import { describe, expect, it } from 'vitest'
import { importCase, importText } from './import-case.js'

const name = '29-supabase-rows-without-last-cells'

describe('a table whose rows are all shorter than the header', () => {
  it('is Supabase by its header', async () => {
    const { stderr } = await importCase(name, { command: 'check' })
    expect(stderr).toContain('Source: Supabase Auth (GoTrue) (')
  })

  it('is Supabase for inspect too', async () => {
    const { stdout, exitCode } = await importCase(name, { command: 'inspect' })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Source: Supabase Auth \(GoTrue\), \d+ % sure/m)
    expect(stdout).toContain("preset: 'supabase'")
  })

  it('names its system even where no row can be read at all', async () => {
    const header = 'id,aud,email,encrypted_password,email_confirmed_at,raw_app_meta_data,raw_user_meta_data'
    const { stderr, exitCode } = await importText('users.csv', `${header}\n`, { command: 'check' })
    expect(stderr).toContain('Source: Supabase Auth (GoTrue) (')
    // An input without records.
    expect(exitCode).toBe(1)
  })
})
