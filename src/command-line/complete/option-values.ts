/** What an option or an operand takes: names, or what the file system has. */
export type ValueKind = 'presets' | 'runs' | 'topics' | 'systems' | 'files' | 'nothing' | readonly string[]

/** By the long name of an option; the others that take a value take one that nobody can list. */
export const optionValues: Readonly<Record<string, ValueKind>> = {
  '--config': 'files',
  '--source': 'presets',
  '--run': 'runs',
  '--hashes': 'files',
  '--passwords': 'files',
  '--from': 'files',
  '--to': 'files',
  '--out': 'files',
  '--input': 'files',
  '--batch': 'files',
  '--query': 'files',
  '--database': 'files',
  '--cert': 'files',
  '--key': 'files',
  '--delimiter': [',', ';', 'tab', '|'],
  '--escape': ['doubled', 'backslash'],
  '--encoding': [
    'utf-8',
    'utf-16le',
    'windows-1252',
    'iso-8859-2',
    'koi8-r',
    'shift_jis',
    'gbk',
    'big5',
    'euc-kr',
  ],
  '--rate': ['200/10s', 'off'],
  '--concurrency': ['auto'],
  '--on-conflict': ['skip', 'update', 'fail'],
  '--vanished': ['report', 'suspend', 'delete', 'none'],
  '--sync': ['always', 'group', 'never'],
  '--who': ['pending', 'no-password', 'never-signed-in'],
  '--actions': ['available', 'forbidden', 'absent'],
  '--joint': ['and', 'or'],
  '--mode': ['exact', 'like', 'similar_to', 'posix'],
  '--via': ['database', 'api'],
  '--result': ['success', 'error'],
}

/** `--format` means other things to other commands. */
export const formatsOf: Readonly<Record<string, readonly string[]>> = {
  report: ['html', 'markdown', 'csv', 'json'],
  users: ['table', 'ndjson', 'csv', 'json'],
  logs: ['table', 'ndjson', 'csv', 'json'],
}

export const inputFormats = ['auto', 'csv', 'tsv', 'json', 'ndjson', 'ldif', 'yaml', 'sql', 'table'] as const

/** By command, and by command and subcommand; the others take files. */
export const operandValues: Readonly<Record<string, ValueKind>> = {
  status: 'runs',
  report: 'runs',
  rollback: 'runs',
  docs: 'topics',
  export: 'systems',
  completion: ['bash', 'zsh', 'fish'],
  api: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'],
  'claims legacy-id': ['install', 'remove'],
  users: 'nothing',
  logs: 'nothing',
  links: 'nothing',
  sandbox: 'nothing',
  password: 'nothing',
  'trickle serve': 'nothing',
  'trickle install': 'nothing',
  'trickle status': 'nothing',
  'trickle remove': 'nothing',
  'trickle secret': 'nothing',
}
