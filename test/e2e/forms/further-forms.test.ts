import { expect, test } from 'vitest'
import { importText, type ImportedUser } from '../field-cases/import-case.js'
import { makeZip } from './make-archives.js'

const ada = 'ada@example.com'
const grace = 'grace@example.org'
const hash = '$2b$10$mJ38je4I1cKQcrsoD2lMhejwZ3nbT/GEjEfqRfE5TqWRtvEW207ze'
const json = (value: unknown): string => JSON.stringify(value, null, 2)
const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')

interface Form {
  file: string
  text: string | Buffer
  /** Preset that reads it, where it is not `generic`. */
  preset?: string
  /** What is said of it. */
  note?: string
  args?: string[]
  isGraceSuspended?: boolean
  hasPasswords?: boolean
  and?(users: ImportedUser[]): void
}

const rows = (cells: string[][]): string =>
  `<worksheet><sheetData>${cells
    .map(
      (row, y) =>
        `<row r="${y + 1}">${row.map((cell, x) => `<c r="${'ABC'[x]}${y + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`

const forms: Record<string, Form> = {
  'columns that a tool made of nested fields': {
    file: 'zitadel.csv',
    text: `userId,state,username,loginNames[0],human.profile.givenName,human.email.email,human.email.isVerified\n1638,USER_STATE_ACTIVE,ada,ada@acme.example.com,Ada,${ada},true\n1639,USER_STATE_INACTIVE,grace,grace@acme.example.com,Grace,${grace},true\n`,
    preset: 'zitadel',
    note: 'A tool had flattened what is nested',
    isGraceSuspended: true,
  },
  'columns of GAM': {
    file: 'gam.csv',
    text: `primaryEmail,name.givenName,name.familyName,suspended,id,orgUnitPath,emails.0.address,emails.0.primary\n${ada},Ada,L,False,1034,/,${ada},True\n${grace},Grace,H,True,1035,/,${grace},True\n`,
    preset: 'google-workspace',
    isGraceSuspended: true,
  },
  'the list of the Microsoft 365 admin center': {
    file: 'users.csv',
    text: `"Block credential","Display name","First name","Last name","Licenses","Object Id","Proxy addresses","User principal name","When created"\n"False","Ada Lovelace","Ada","Lovelace","Unlicensed","87d349ed-44d7-43e1-9a83-5f2406dee5bd","SMTP:${ada}+smtp:a@example.com","ada@acme.onmicrosoft.com","2023-01-01 00:00:00Z"\n"True","Grace Hopper","Grace","Hopper","Unlicensed","87d349ed-44d7-43e1-9a83-5f2406dee5be","","${grace}","2023-01-01 00:00:00Z"\n`,
    preset: 'entra',
    isGraceSuspended: true,
  },
  'columns of SCIM with filters': {
    file: 'scim.csv',
    text: `userName,name.givenName,"emails[type eq ""work""].value","emails[type eq ""home""].value",active\nada,Ada,${ada},a@example.com,True\ngrace,Grace,${grace},,False\n`,
    isGraceSuspended: true,
    and: ([first]) =>
      expect(first).toMatchObject({ name: 'Ada', customData: { otherEmails: [{ value: 'a@example.com' }] } }),
  },
  'columns that a preset of the system does not know': {
    file: 'compass.csv',
    text: `_id,email,password,roles[0],__v\n5f0c2f2c1a2b3c4d5e6f7081,${ada},${hash},admin,0\n5f0c2f2c1a2b3c4d5e6f7082,${grace},${hash},admin,0\n`,
    preset: 'mongoose',
    hasPasswords: true,
    and: (users) => expect(users.map(({ roles }) => roles)).toEqual([['admin'], ['admin']]),
  },
  "ids of mongoexport's CSV": {
    file: 'users.csv',
    text: `_id,email,password\nObjectId(5f0c2f2c1a2b3c4d5e6f7081),${ada},${hash}\nObjectId(5f0c2f2c1a2b3c4d5e6f7082),${grace},${hash}\n`,
    preset: 'mongoose',
    hasPasswords: true,
    and: ([first]) =>
      expect(first?.customData['migratedFrom']).toMatchObject({ id: '5f0c2f2c1a2b3c4d5e6f7081' }),
  },
  'fields of a search engine, each a list': {
    file: 'es.json',
    text: json({
      hits: {
        hits: [ada, grace].map((email, _id) => ({
          _id,
          fields: { email: [email], name: ['X'], roles: ['a', 'b'] },
        })),
      },
    }),
    and: ([first]) => expect(first).toMatchObject({ name: 'X', roles: ['a', 'b'] }),
  },
  'an answer of JSON-RPC, which has an id': {
    file: 'odoo.json',
    text: json({
      jsonrpc: '2.0',
      id: 1,
      result: [
        { id: 2, login: 'ada', active: true, email: ada },
        { id: 5, login: 'grace', active: false, email: grace },
      ],
    }),
    isGraceSuspended: true,
  },
  'names in capitals inside a list of addresses': {
    file: 'users.json',
    text: json({
      Users: [ada, grace].map((email, index) => ({
        UserName: `user${index}`,
        UserId: String(index),
        Emails: [{ Value: email, Type: 'work', Primary: true }],
      })),
    }),
  },
  'entries of ldap3': {
    file: 'entries.json',
    text: json({
      entries: [ada, grace].map((mail, index) => ({
        dn: `uid=u${index},dc=example,dc=com`,
        attributes: { uid: [`u${index}`], mail: [mail], objectClass: ['zimbraAccount'] },
      })),
    }),
    preset: 'ldap',
  },
  'entries of ldapjs': {
    file: 'entries.json',
    text: json(
      [ada, grace].map((mail, index) => ({
        objectName: `uid=u${index},dc=example,dc=com`,
        attributes: [
          { type: 'uid', values: [`u${index}`] },
          { type: 'mail', values: [mail] },
          { type: 'objectClass', values: ['inetOrgPerson'] },
        ],
      })),
    ),
    preset: 'ldap',
  },
  'attributes of Active Directory that somebody has picked': {
    file: 'ad.csv',
    text: `SamAccountName;Mail;DisplayName;PwdLastSet\nada;${ada};Ada;132223104000000000\ngrace;${grace};Grace;132223104000000000\n`,
    preset: 'active-directory',
  },
  'pages of a report, and who made it': {
    file: 'report.csv',
    text: `id,email,name\n1,${ada},Ada\n\fid,email,name\n2,${grace},Grace\n\nGenerated by the portal, 3.2\n© Example\n`,
    note: 'The header stood again',
  },
  'CSV that is called JSON': { file: 'users.json', text: `id,email\n1,${ada}\n2,${grace}\n` },
  'rows of Cassandra': {
    file: 'users.cql',
    text: [ada, grace]
      .map(
        (email, i) =>
          `INSERT INTO ks.users (id, email) VALUES (62c36092-82a1-3a00-93d1-46196ee7720${i}, '${email}');\n`,
      )
      .join(''),
  },
  'values of DynamoDB': {
    file: 'scan.json',
    text: json({
      Items: [
        {
          id: { S: 'u-1' },
          email: { S: ada },
          passwordHash: { S: hash },
          n: { N: '12345678901234567890' },
          tags: { L: [{ S: 'a' }, { M: { b: { BOOL: true } } }] },
        },
        { id: { S: 'u-2' }, email: { S: grace }, passwordHash: { S: hash }, n: { N: '5' } },
      ],
      Count: 2,
      ScannedCount: 2,
    }),
    note: 'as DynamoDB gives it',
    hasPasswords: true,
    and: ([first, second]) => {
      expect(first?.customData).toMatchObject({ n: '12345678901234567890', tags: ['a', { b: true }] })
      expect(second?.customData).toMatchObject({ n: 5 })
    },
  },
  'the export of DynamoDB to S3': {
    file: 'data.json',
    text: lines(
      { Item: { pk: { S: 'USER#1' }, email: { S: ada }, roles: { SS: ['admin'] } } },
      { Item: { pk: { S: 'USER#2' }, email: { S: grace }, roles: { SS: ['admin'] } } },
    ),
    and: (users) => expect(users.map(({ roles }) => roles)).toEqual([['admin'], ['admin']]),
  },
  'documents of Firestore': {
    file: 'documents.json',
    text: json({
      documents: [ada, grace].map((email, index) => ({
        name: `projects/p/databases/(default)/documents/users/u${index + 1}`,
        fields: {
          email: { stringValue: email },
          plan: { mapValue: { fields: { level: { integerValue: '3' } } } },
        },
        createTime: '2020-01-01T00:00:00Z',
        updateTime: '2020-01-01T00:00:00Z',
      })),
    }),
    note: 'as Firestore gives it',
    and: ([first]) =>
      expect(first?.customData).toMatchObject({ plan: { level: 3 }, migratedFrom: { id: 'u1' } }),
  },
  'memberships with the person inside': {
    file: 'members.json',
    text: json([
      { id: 'm1', role: 'admin', joined_at: '2020-01-01T00:00:00Z', user: { id: 'u1', email: ada } },
      { id: 'm2', role: 'member', joined_at: '2020-01-01T00:00:00Z', user: { id: 'u2', email: grace } },
    ]),
    note: 'Each user stood under "user"',
    and: ([first]) => expect(first?.customData['migratedFrom']).toMatchObject({ id: 'u1' }),
  },
  'rows of CouchDB': {
    file: 'all.json',
    text: json({
      rows: [
        { id: 'u1', key: 'u1', value: { rev: '1-a' }, doc: { _id: 'u1', _rev: '1-a', email: ada } },
        { id: 'u2', key: 'u2', value: { rev: '1-b' }, doc: { _id: 'u2', _rev: '1-b', email: grace } },
      ],
    }),
  },
  'users by address': {
    file: 'users.json',
    text: json({ [ada]: { name: 'Ada', hash }, [grace]: { name: 'Grace', hash } }),
    hasPasswords: true,
  },
  'a list deep inside an answer of GraphQL': {
    file: 'gql.json',
    text: json({
      data: {
        viewer: {
          organization: { members: { edges: [ada, grace].map((email) => ({ node: { id: email, email } })) } },
        },
      },
    }),
  },
  'identities of Kratos as they are imported': {
    file: 'batch.json',
    text: json({
      identities: [ada, grace].map((email) => ({
        patch_id: email,
        create: {
          schema_id: 'default',
          traits: { email },
          verifiable_addresses: [{ value: email, verified: true, via: 'email', status: 'completed' }],
          credentials: { password: { config: { hashed_password: hash } } },
        },
      })),
    }),
    preset: 'kratos',
    hasPasswords: true,
  },
  'users one a YAML document': {
    file: 'users.yaml',
    text: `---\nid: 1\nemail: ${ada}\n---\nid: 2\nemail: ${grace}\n`,
  },
  'blanks before quotes': {
    file: 'users.csv',
    text: `id, email, name\n1, "${ada}", "Lovelace, Ada"\n2, "${grace}", "Hopper, ""G"""\n`,
    note: 'Blanks around the delimiters',
    and: (users) => expect(users.map(({ name }) => name)).toEqual(['Lovelace, Ada', 'Hopper, "G"']),
  },
  'the header once more': {
    file: 'users.csv',
    text: `id,username,email\n1,ada,${ada}\nid,username,email\n2,grace,${grace}\n`,
    note: 'The header stood again',
  },
  'mysql --batch': {
    file: 'users.tsv',
    text: `id\temail\tbio\tnick\n1\t${ada}\ta\\nb\\\\c\tNULL\n2\t${grace}\tNULL\tgigi\n`,
    and: ([first]) => expect(first?.customData).toMatchObject({ bio: 'a\nb\\c' }),
  },
  'a script of SQL Server': {
    file: 'script.sql',
    text: `USE [Shop]\r\nGO\r\nSET IDENTITY_INSERT [dbo].[Users] ON \r\nGO\r\nINSERT [dbo].[Users] ([Id], [Email], [Name], [CreatedAt], [IsActive]) VALUES (1, N'${ada}', N'Ada', CAST(N'2020-01-01T00:00:00.000' AS DateTime2), 1)\r\nINSERT [dbo].[Users] ([Id], [Email], [Name], [CreatedAt], [IsActive]) VALUES (2, N'${grace}', N'O''Hara', CAST(N'2020-01-02T00:00:00.000' AS DateTime2), 0)\r\nGO\r\nSET IDENTITY_INSERT [dbo].[Users] OFF\r\nGO\r\n`,
    isGraceSuspended: true,
    and: (users) => {
      expect(users.map(({ name }) => name)).toEqual(['Ada', "O'Hara"])
      expect(users[0]?.customData['migratedFrom']).toMatchObject({ createdAt: '2020-01-01T00:00:00.000Z' })
    },
  },
  'inserts of SQL Developer': {
    file: 'export.sql',
    text: `REM INSERTING into USERS\nSET DEFINE OFF;\nInsert into USERS (ID,EMAIL,CREATED_AT) values (1,'${ada}',to_date('2020-01-01 00:00:00','YYYY-MM-DD HH24:MI:SS'));\nInsert into USERS (ID,EMAIL,CREATED_AT) values (2,'${grace}',null);\n`,
    and: ([first]) =>
      expect(first?.customData['migratedFrom']).toMatchObject({ createdAt: '2020-01-01T00:00:00.000Z' }),
  },
  'the answer of ldapsearch': {
    file: 'ad.ldif',
    text: `# extended LDIF\n\ndn: CN=Ada,DC=acme,DC=example\nsAMAccountName: ada\nuserAccountControl: 512\nmail: ${ada}\n\ndn: CN=Grace,DC=acme,DC=example\nsAMAccountName: grace\nuserAccountControl: 514\nmail: ${grace}\n\n# search reference\nref: ldap://acme.example/DC=acme,DC=example\n\n# search result\nsearch: 2\nresult: 0 Success\n`,
    preset: 'active-directory',
    isGraceSuspended: true,
  },
  'a workbook that begins with a cover': {
    file: 'export.xlsx',
    text: makeZip({
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="Cover" sheetId="1" r:id="rId1"/><sheet name="Legend" sheetId="2" r:id="rId2"/><sheet name="People" sheetId="3" r:id="rId3"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': `<Relationships>${[1, 2, 3].map((id) => `<Relationship Id="rId${id}" Target="worksheets/sheet${id}.xml"/>`).join('')}</Relationships>`,
      'xl/worksheets/sheet1.xml': rows([['Export of the intranet'], ['support@example.com']]),
      'xl/worksheets/sheet2.xml': rows([
        ['Field', 'Meaning'],
        ['email', 'The address'],
      ]),
      'xl/worksheets/sheet3.xml': rows([
        ['id', 'email'],
        ['1', ada],
        ['2', grace],
      ]),
    }),
    note: 'The sheet People was read; the others by --sheet: Cover, Legend',
  },
}

test.each(Object.entries(forms))('%s', async (_, form) => {
  const { file, text, args = [], preset = 'generic' } = form
  const { exitCode, stderr, users } = await importText(file, text, { args })
  expect(exitCode, stderr).toBe(0)
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual([ada, grace])
  expect(users.map(({ customData }) => (customData['migratedFrom'] as { system: string }).system)).toEqual([
    preset,
    preset,
  ])
  expect(users.map(({ isSuspended }) => isSuspended)).toEqual([false, form.isGraceSuspended === true])
  const has = form.hasPasswords === true ? 'Bcrypt' : null
  expect(users.map(({ passwordAlgorithm }) => passwordAlgorithm)).toEqual([has, has])
  expect(stderr).toContain(form.note ?? '')
  form.and?.(users)
})

test('a preset that finds nobody where a table of one\u2019s own has addresses is asked for', async () => {
  const text = json([{ id: 'auth0|5f7c8ec7c33c6c004bbafe82', mail: ada }])
  const { exitCode, stderr } = await importText('users.json', text, { command: 'check' })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('--source auth0 or --source generic')
})
