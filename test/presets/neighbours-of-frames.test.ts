import { expect, test } from 'vitest'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { findKnownColumn } from '../../src/presets/generic/columns/find-known-column.js'
import { isFooterRow } from '../../src/source/csv/row-words.js'

const hash = '$2b$10$mJ38je4I1cKQcrsoD2lMhejwZ3nbT/GEjEfqRfE5TqWRtvEW207ze'
const bodies = (more: Record<string, string>) => [
  { email: 'ada@example.com', name: 'Ada', passwordHash: hash, passwordHashType: 'bcrypt', ...more },
]

test("a type of hash beside a tenant is not WorkOS' template", () => {
  expect(detectPreset(bodies({ tenantId: 't1', verifyUser: 'true' })).best.preset.name).toBe('generic')
  const template = [{ email: 'ada@example.com', password_hash: hash, password_hash_type: 'bcrypt' }]
  expect(detectPreset(template).best.preset.name).toBe('workos')
})

test("users of WordPress' REST API are WordPress'", () => {
  const user = {
    id: 1,
    username: 'ada',
    name: 'Ada',
    email: 'ada@example.com',
    registered_date: '2020-01-01T00:00:00+00:00',
    roles: ['editor'],
    capabilities: { editor: true },
    extra_capabilities: { editor: true },
    avatar_urls: {},
  }
  expect(detectPreset([user]).best.preset.name).toBe('wordpress')
})

test('a part of a flattened object is understood, and worse than the plain name', () => {
  expect(findKnownColumn('auth.email')?.path).toBe('primaryEmail')
  expect(findKnownColumn('profile.name')?.path).toBe(findKnownColumn('name')?.path)
  expect(findKnownColumn('auth.email')?.rank).toBeGreaterThan(findKnownColumn('email')?.rank ?? 0)
  expect(findKnownColumn('shop.email')).toBeUndefined()
})

test.each([
  ['البريد الإلكتروني', 'primaryEmail'],
  ['رقم الهاتف', 'primaryPhone'],
  ['שם משתמש', 'username'],
  ['Địa chỉ email', 'primaryEmail'],
  ['Nama Lengkap', 'name'],
  ['อีเมล', 'primaryEmail'],
])('%s is %s', (column, path) => {
  expect(findKnownColumn(column)?.path).toBe(path)
})

test.each(['Completion time: 2024-01-01T00:00:00.0000000+00:00', '(2 rows affected)'])(
  '%s ends a report',
  (cell) => {
    expect(isFooterRow([cell])).toBe(true)
  },
)
