import { describe, expect, test } from 'vitest'
import { sniffText } from '../../../src/source/sniff/sniff-text.js'

const bcrypt = '$2b$10$mJ38je4I1cKQcrsoD2lMhejwZ3nbT/GEjEfqRfE5TqWRtvEW207ze'
const json = (value: unknown): string => JSON.stringify(value, null, 2)

describe('texts that are known and cannot be read are refused as what they are', () => {
  test.each([
    [
      'passwd',
      'root:x:0:0:root:/root:/bin/bash\nada:x:1000:1000:Ada L,,,:/home/ada:/bin/zsh\n',
      'passwd file',
    ],
    [
      'shadow',
      `root:*:19000:0:99999:7:::\nada:$6$salt$${'a'.repeat(86)}:19000:0:99999:7:::\n`,
      'shadow file',
    ],
    ['htpasswd', `ada:${bcrypt}\ngrace:$apr1$lZL6V/ci$eIMz/iKDkbtys/uU7LEK00\n`, 'htpasswd'],
    ['htpasswd with SHA-1', 'ada:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n', 'htpasswd'],
    ['htdigest', 'ada:Staff area:5f4dcc3b5aa765d61d8327deb882cf99\n', 'htdigest'],
    ['a fence of Markdown', '```csv\nid,email\n1,a@example.com\n```\n', 'fence'],
    ['group', 'root:x:0:\nstaff:x:50:ada,grace\n', 'group file'],
    ['Dovecot', `a@example.com:{BLF-CRYPT}${bcrypt}:1000:1000::/var/mail/a::\n`, 'Dovecot'],
    [
      'a session of mysql with \\G',
      '*************************** 1. row ***************************\nid: 1\n',
      'mysql --batch',
    ],
    [
      'a list of a command-line tool',
      'EMAIL            NAME  STATUS\nada@example.com  Ada   ACTIVE\n',
      'blanks',
    ],
    [
      'a session of the mongo shell',
      "acme> db.users.find()\n[ { _id: 1, email: 'ada@example.com' } ]\n",
      'mongo shell',
    ],
    ['the display of JSON', '  json_agg  \n------------\n [{"id":1}]\n(1 row)\n', 'psql -Atc'],
    ['an answer of GraphQL that failed', json({ errors: [{ message: 'No' }], data: null }), 'failed'],
    ['psql, expanded', '-[ RECORD 1 ]----\nid | 1\n', 'psql --csv'],
    ['sqlite3 .mode line', '   id = 1\nemail = a@example.com\n\n   id = 2\n', 'sqlite3 -csv'],
    ['sqlite3 .mode column', 'id  email\n--  -----------------\n1   a@example.com\n', 'sqlite3 -csv'],
    [
      'sqlcmd',
      'id          email\r\n----------- ----------------\r\n          1 a@example.com\r\n',
      'sqlcmd -W',
    ],
    ['PowerShell, Format-List', 'Name : Ada\r\nMail : a@example.com\r\n', 'Export-Csv'],
    ['a file of properties', '#realm\nada=2a0923285184943425d1f53ddd58ec7a\ngrace=2a09\n', 'properties'],
    ['INI', '[ada]\nemail=a@example.com\n\n[grace]\nemail=g@example.org\n', 'INI'],
    ['TOML', '# users\n[[users]]\nid = 1\nemail = "a@example.com"\n', 'TOML'],
    ['vCards', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEMAIL:a@example.com\r\nEND:VCARD\r\n', 'vCards'],
    [
      'a table of a web page',
      '<html><body><table><tr><td>a@example.com</td></tr></table></body></html>',
      '.xlsx',
    ],
    ['a page to sign in', '<!DOCTYPE html><html><form>Sign in</form></html>', 'perhaps of a login'],
    [
      'an answer with its head',
      'HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n[{"id":1}]',
      'without -i',
    ],
    ['a Postman collection', json({ info: { _postman_id: 'x' }, item: [{ name: 'list' }] }), 'Postman'],
    ['a recording of a browser', json({ log: { version: '1.2', entries: [] } }), 'HAR'],
    ['a description of an API', json({ openapi: '3.1.0', paths: {} }), 'description of an API'],
    [
      'an error of an API',
      json({ statusCode: 401, error: 'Unauthorized', message: 'Expired' }),
      'request that failed',
    ],
    [
      'another error',
      json({ error: 'invalid_token', error_description: 'The token expired' }),
      'request that failed',
    ],
    [
      'lists of cells',
      json([
        ['id', 'email'],
        ['1', 'a@example.com'],
      ]),
      'list of lists',
    ],
    [
      'lists of cells of Google Sheets',
      json({
        range: 'A1:B2',
        values: [
          ['id', 'email'],
          ['1', 'a@example.com'],
        ],
      }),
      'lists of cells',
    ],
    [
      'columns of pandas',
      json({ id: { 0: 1, 1: 2 }, email: { 0: 'a@example.com', 1: 'g@example.org' } }),
      "orient='records'",
    ],
    ['JSON in a JSON text', JSON.stringify(JSON.stringify([{ id: 1 }])), 'jq -r .'],
    ['JSON in a body', json({ statusCode: 200, body: JSON.stringify([{ id: 1 }]) }), 'jq -r .body'],
    ['a guard of web applications', `)]}'\n[{"id":1}]`, 'guard'],
    [
      "phpMyAdmin's JSON",
      '[\n{"type":"header","version":"5.2.1","comment":"Export to JSON plugin for PHPMyAdmin"},\n]',
      'select(.type == "table"',
    ],
    ["PHP's print_r", 'Array\n(\n    [0] => Array\n', 'json_encode'],
    ["PHP's serialize", 'a:1:{i:0;a:1:{s:2:"id";i:1;}}', 'json_encode'],
    ["Ruby's inspect", '[#<User id: 1, email: "a@example.com">]', 'to_json'],
    ["Ruby's hashes", '[{:id=>1, :email=>"a@example.com"}]', 'to_json'],
    [
      'a seed of TypeScript',
      "import type { User } from './user'\n\nexport const users: User[] = [\n  { id: 1 },\n]\n",
      'JSON.stringify',
    ],
    [
      'a pointer of Git LFS',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n',
      'git lfs pull',
    ],
    ['rows in quotes', '"id,email,name"\n"1,a@example.com,""Ada, L"""\n', 'quoted cell each'],
  ])('%s', (_, text, words) => {
    const { format, evidence, isRefused } = sniffText(text, 'users.dat')
    expect({ format, isRefused }).toEqual({ format: 'unknown', isRefused: true })
    expect(evidence.join()).toContain(words)
  })

  test.each([
    ['CSV with a hash', `username,password\nada,${bcrypt}\n`, 'csv'],
    ['one column in quotes', '"email"\n"a@example.com"\n', 'csv'],
    ['quoted cells', '"id","email"\n"1,5","a@example.com"\n', 'csv'],
    ['YAML', 'ada:\n  email: a@example.com\n', 'yaml'],
    ['LDIF', 'dn: uid=ada,dc=example,dc=com\nuid: ada\n', 'ldif'],
    [
      'an object with an error among fields of a person',
      '{"id":1,"email":"a@example.com","error":null}',
      'json',
    ],
    [
      'users by number',
      '{"0":{"id":1,"email":"a@example.com"},"1":{"id":2,"email":"g@example.org"}}',
      'json',
    ],
    ['a user with coordinates', '{"id":1,"email":"a@example.com","places":[[1,2]]}\n', 'json'],
    ['XML', '<users><user><id>1</id></user></users>', 'xml'],
  ])('%s is none of them', (_, text, format) => {
    expect(sniffText(text, format === 'csv' ? 'users.csv' : 'users').format).toBe(format)
  })
})

test.each([
  [
    'comments of SQL drawn with dashes',
    "-- ------------------------\n-- Host: 127.0.0.1\nINSERT INTO users (id, email) VALUES (1, 'a@example.com');\n",
    'sql',
  ],
  ['blanks in a CSV', 'id,email,full  name\n1,a@example.com,Ada  L\n', 'csv'],
  ['blanks in a TSV', 'id\temail\tfull  name\n1\ta@example.com\tAda  L\n', 'tsv'],
])('%s make no table', (_, text, format) => {
  expect(sniffText(text, 'users.txt').format).toBe(format)
})
