/** A kind of file that is known by its first bytes and cannot be read. */
interface Kind {
  /** Where the bytes stand. */
  at?: number
  bytes: string
  what: string
  remedy: string
}

const extract = 'extract it and give the file inside'

const kinds: readonly Kind[] = [
  { bytes: '\xd0\xcf\x11\xe0', what: 'an old Office file (.xls, .doc)', remedy: 'save it as .xlsx or CSV' },
  { bytes: '%PDF-', what: 'a PDF', remedy: 'export the table as CSV from where it came from' },
  {
    bytes: 'SQLite format 3\0',
    what: 'a SQLite database',
    remedy: 'export the table: sqlite3 -json users.db "select * from users" > users.json',
  },
  {
    bytes: 'PAR1',
    what: 'a Parquet file',
    remedy: "export it as NDJSON, for instance with DuckDB: copy (from 'users.parquet') to 'users.ndjson'",
  },
  { bytes: 'Obj\x01', what: 'an Avro file', remedy: 'convert it to JSON: avro-tools tojson' },
  { bytes: 'ARROW1', what: 'an Arrow file', remedy: 'convert it to CSV' },
  {
    bytes: 'PGDMP',
    what: "a PostgreSQL dump in pg_dump's own format",
    remedy: 'make a text of it: pg_restore -f users.sql -t users users.dump',
  },
  { bytes: '\x89PNG', what: 'a PNG image', remedy: 'give the export itself' },
  { bytes: '\xff\xd8\xff', what: 'a JPEG image', remedy: 'give the export itself' },
  { bytes: 'GIF8', what: 'a GIF image', remedy: 'give the export itself' },
  { bytes: '7z\xbc\xaf\x27\x1c', what: 'a 7-Zip archive', remedy: extract },
  { bytes: 'Rar!\x1a\x07', what: 'a RAR archive', remedy: extract },
  { bytes: 'BZh', what: 'a file compressed by bzip2', remedy: 'decompress it: bunzip2' },
  { bytes: '\xfd7zXZ\0', what: 'a file compressed by xz', remedy: 'decompress it: unxz' },
  { bytes: '\x04\x22\x4d\x18', what: 'a file compressed by LZ4', remedy: 'decompress it: unlz4' },
  { bytes: 'bplist00', what: 'a binary property list', remedy: 'convert it: plutil -convert json' },
  { bytes: '\x6d\xe2\x99\x81', what: 'an archive of mongodump', remedy: 'restore it and use mongoexport' },
  { bytes: '-----BEGIN PGP MESSAGE', what: 'a file encrypted with PGP', remedy: 'decrypt it: gpg -d' },
  { bytes: 'age-encryption.org/', what: 'a file encrypted with age', remedy: 'decrypt it: age -d' },
  { bytes: 'Salted__', what: 'a file encrypted with openssl', remedy: 'decrypt it' },
]

/** What a file is that cannot be read, and what to do with it; undefined when its first bytes say nothing. */
export const describeMagic = (head: Uint8Array): string | undefined => {
  const text = Buffer.from(head.subarray(0, 64)).toString('latin1')
  const kind = kinds.find(({ at = 0, bytes }) => text.startsWith(bytes, at))
  return kind === undefined ? undefined : `${kind.what}: ${kind.remedy}`
}
