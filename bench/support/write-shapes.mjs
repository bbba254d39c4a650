// Export files of made-up people in the dress of four systems, for `check` and for the public tools that read them.
//
//   node bench/support/write-shapes.mjs <folder> [--records 200000]
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeRows } from './write-rows.mjs'
import { writeUsers } from './write-users.mjs'

const hex = (n, length) => n.toString(16).padStart(length, '0')
const bcrypt = (n, version = '2b') =>
  `$${version}$10$${`${n}`.padStart(22, 'abcdefghijklmnopqrstuu')}${`${n * 7}`.padStart(31, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ01234')}`
const base64 = (n, bytes) => Buffer.from(hex(n, bytes * 2), 'hex').toString('base64')
const minuteOf = (n) => new Date(Date.UTC(2024, 0, 1) + (n % 500_000) * 60_000).toISOString()

const workOsColumns = [
  'user_id',
  'email',
  'email_verified',
  'first_name',
  'last_name',
  'password_hash',
  'password_hash_type',
]
const workOsRow = (n) => `user_${hex(n, 26)},user.${n}@example.com,true,Jane,Doe ${n},${bcrypt(n)},bcrypt\n`

const auth0User = (n) => ({
  _id: { $oid: hex(n, 24) },
  email: `user.${n}@example.com`,
  email_verified: true,
  passwordHash: bcrypt(n, '2b'),
  password_set_date: { $date: minuteOf(n) },
  tenant: 'example',
  connection: 'Username-Password-Authentication',
  _tmp_is_unique: true,
  user_id: `auth0|${hex(n, 24)}`,
  given_name: 'Jane',
  family_name: `Doe ${n}`,
  name: `Jane Doe ${n}`,
  nickname: `user.${n}`,
  picture: `https://images.example.com/${n}.png`,
  created_at: minuteOf(n),
  updated_at: minuteOf(n + 1),
  last_login: minuteOf(n + 2),
  logins_count: n % 50,
  user_metadata: { language: 'en', newsletter: n % 2 === 0 },
  app_metadata: { plan: 'pro', customer: { id: n, since: 2020 + (n % 5) } },
  identities: [
    {
      connection: 'Username-Password-Authentication',
      user_id: hex(n, 24),
      provider: 'auth0',
      isSocial: false,
    },
    {
      connection: 'google-oauth2',
      user_id: `1${String(n).padStart(20, '0')}`,
      provider: 'google-oauth2',
      isSocial: true,
      profileData: { email: `user.${n}@example.com`, email_verified: true, name: `Jane Doe ${n}` },
    },
  ],
})

const firebaseUser = (n) => ({
  localId: hex(n, 28),
  email: `user.${n}@example.com`,
  emailVerified: true,
  passwordHash: base64(n, 64),
  salt: base64(n, 8),
  displayName: `Jane Doe ${n}`,
  photoUrl: `https://images.example.com/${n}.png`,
  lastSignedInAt: String(1_704_067_200_000 + n),
  createdAt: String(1_704_067_100_000 + n),
  phoneNumber: n < 7_000_000 ? `+1415${String(2_000_000 + n).padStart(7, '0')}` : undefined,
  providerUserInfo: [
    {
      providerId: 'google.com',
      rawId: `1${String(n).padStart(20, '0')}`,
      email: `user.${n}@example.com`,
      displayName: `Jane Doe ${n}`,
    },
  ],
})

/** The file's name, and the preset and further arguments that `check` takes for it. */
export const shapes = {
  generic: { file: 'generic.csv', args: ['--source', 'generic'] },
  workos: {
    file: 'workos.csv',
    args: ['--source', 'workos'],
    head: `${workOsColumns.join(',')}\n`,
    row: workOsRow,
    tail: '',
  },
  auth0: {
    file: 'auth0.ndjson',
    args: ['--source', 'auth0'],
    head: '',
    row: (n) => `${JSON.stringify(auth0User(n))}\n`,
    tail: '',
  },
  firebase: {
    file: 'firebase.json',
    args: ['--source', 'firebase'],
    head: '{"users":[\n',
    row: (n) => `${n === 1 ? '' : ',\n'}${JSON.stringify(firebaseUser(n))}`,
    tail: '\n]}\n',
  },
}

/** @returns path of the file */
export const writeShape = async (name, folder, records) => {
  const { file, head, row, tail } = shapes[name]
  const path = join(folder, file)
  await mkdir(folder, { recursive: true })
  if (row === undefined) {
    await writeUsers(path, 'csv', records)
    return path
  }
  const sink = createWriteStream(path)
  await writeRows(sink, { head, row, tail }, records)
  await once(sink, 'close')
  return path
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { records: { type: 'string', default: '200000' } },
  })
  const [folder] = positionals
  if (folder === undefined) throw new Error('expected a folder for the files')
  for (const name of Object.keys(shapes)) console.log(await writeShape(name, folder, Number(values.records)))
}
