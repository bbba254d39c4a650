/** A text that is known and cannot be read. */
interface RefusedText {
  /** Matched against the beginning of the text, without what is blank before it. */
  begins: RegExp
  /** What it is, and what to do instead, for `Cannot read users.txt, which is …`. */
  what: string
}

const asTable = 'Export a table: mysql --batch -e "select * from users" > users.tsv'
const asObjects = (path: string): string =>
  `Make objects of it: jq '${path} | .[0] as $names | .[1:] | map([$names, .] | transpose | map({(.[0]): .[1]}) | add)' file.json > users.json`

/** Told by how they begin; the first that fits. */
export const refusedTexts: readonly RefusedText[] = [
  {
    begins:
      /^(?:<!--[^>]*-->\s*)?<(?:!doctype html|html|head|meta|style|body|table|div)\b[^]*<t(?:able|r|d)\b/i,
    what: 'a web page with a table, as programs save it under the name of .xls. Open it in a spreadsheet and save it as .xlsx or CSV',
  },
  {
    begins: /^(?:<!--[^>]*-->\s*)?<(?:!doctype html|html|head|meta|body)\b/i,
    what: 'a web page, perhaps of a login. Fetch the export itself',
  },
  {
    begins: /^[^]{0,2000}(?:urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet")/,
    what: 'an XML workbook of Excel 2003. Save it as .xlsx or CSV',
  },
  { begins: /^[^]{0,2000}<office:document/, what: 'an OpenDocument file as XML. Save it as .xlsx or CSV' },
  { begins: /^[^]{0,2000}<plist[\s>]/, what: 'a property list. Convert it: plutil -convert json' },
  {
    begins: /^[^]{0,2000}(?:xmlns:wp="|wordpress\.org\/export\/)/,
    what: 'an export of WordPress posts (WXR), whose authors have no passwords. Export the users: wp db query, or the table wp_users as CSV',
  },
  {
    begins: /^[^]{0,2000}(?:<dsml[\s>]|<[\w-]{1,40}:dsml[\s>])/i,
    what: 'DSML of a directory. Export LDIF: ldapsearch -LLL … > users.ldif',
  },
  {
    begins: /^(?:<\?xml[^>]*>\s*)?<(?:rss|feed|svg|xs:schema|xsd:schema|(?:\w+:)?EntityDescriptor)[\s>]/,
    what: 'XML that holds no users. Give the export itself',
  },
  {
    begins: /^-\[ RECORD \d+ \]/,
    what: "psql's expanded display. Export CSV: psql --csv -c 'select * from users' > users.csv",
  },
  {
    begins: /^[^]{0,400}<Objs Version="/,
    what: 'an export of PowerShell (CliXml). Convert it: Import-Clixml users.xml | Export-Csv users.csv -NoTypeInformation',
  },
  {
    begins: /^-{5,}\r?\n\| +\w+ +\|\r?\n[+|]/,
    what: 'a table of the AWS command line. Fetch it once more with --output json',
  },
  {
    begins: /^\*{5,} *1\. (?:row|sor|Zeile) *\*{5,}/i,
    what: `the vertical display of mysql (\\G). ${asTable}`,
  },
  {
    begins: /^BEGIN:VCARD/i,
    what: 'vCards of an address book. Export the accounts as CSV or JSON from where people sign in',
  },
  { begins: /^(?:```|~~~)/, what: 'a text inside a fence of Markdown. Delete the lines of the fence' },
  { begins: /^BEGIN:VCALENDAR/i, what: 'a calendar. Give the export of the users' },
  { begins: /^-----BEGIN PGP MESSAGE/, what: 'a file encrypted with PGP. Decrypt it: gpg -d' },
  { begins: /^\{\\rtf/, what: 'a document (RTF). Save the table in it as CSV' },
  { begins: /^ID;P\w/, what: 'a SYLK table (.slk). Save it as .xlsx or CSV' },
  {
    begins: /^version https:\/\/git-lfs/,
    what: 'a pointer of Git LFS to the file. Fetch the file itself: git lfs pull',
  },
  {
    begins: /^HTTP\/\d[.\d]* \d{3}\b/,
    what: 'an answer of HTTP with its head. Save its body alone: curl without -i',
  },
  {
    begins: /^\{[^]{0,2000}(?:"_postman_id"\s*:|schema\.getpostman\.com)/,
    what: 'a Postman collection. Save the body of the answer: Save response to a file',
  },
  {
    begins: /^\{\s*"log"\s*:\s*\{\s*"(?:version|creator|pages)"/,
    what: 'a recording of a browser (HAR). Save the body of the answer that holds the users',
  },
  {
    begins: /^\{\s*"(?:openapi|swagger)"\s*:\s*"/,
    what: 'the description of an API. Save an answer of it that holds the users',
  },
  {
    begins: /^\[\s*\[\s*(?:"|-?\d|null|true|false)/,
    what: `a list of lists, which does not say what their items are. ${asObjects('.')}`,
  },
  {
    begins:
      /^\{[^{}]{0,2000}"(?:values|rows|data|records|result)"\s*:\s*\[\s*\[\s*(?:"|-?\d|null|true|false)/,
    what: `a table as lists of cells. ${asObjects('.values')} (or whatever the list is called)`,
  },
  {
    begins: /^\{\s*"[^"\n]{1,200}"\s*:\s*\{\s*"0"\s*:\s*(?:"|-?\d|null|true|false)/,
    what: "a table by columns, as pandas writes it. Write it by rows: df.to_json('users.json', orient='records')",
  },
  {
    begins: /^"\s*(?:\[\s*)?\{\s*\\"/,
    what: 'JSON inside a JSON text. Take it out: jq -r . file.json > users.json',
  },
  {
    begins: /^(?=[^]{0,4000}"statusCode"\s*:)\{[^]{0,4000}"body"\s*:\s*"\s*(?:\[\s*)?\{\s*\\"/,
    what: 'an answer whose body is JSON as a text. Take it out: jq -r .body file.json > users.json',
  },
  {
    begins: /^[^\n{}[\]"]{0,80}> ?db(?:\.|\[|[^\S\n]{0,9}\n)/,
    what: 'a session of the mongo shell. Export the collection: mongoexport --collection users --out users.ndjson, or mongosh --quiet --eval "EJSON.stringify(db.users.find().toArray())"',
  },
  {
    begins: /^[ \t]{0,200}[\w?]{1,64}[ \t]{0,200}\r?\n-{3,}\r?\n[ \t]{0,9}[[{]/,
    what: "psql's display of JSON. Export it without the frame: psql -Atc 'select json_agg(u) from users u' > users.json",
  },
  {
    begins: /^(?:\)\]\}'|for ?\(;;\);|while ?\(1\);)/,
    what: 'JSON behind a guard of web applications. Delete what stands before the first bracket',
  },
  {
    begins: /^\[\s*\{\s*"type"\s*:\s*"header"[^]{0,400}phpMyAdmin/i,
    what: `phpMyAdmin's JSON of a database. Take the rows of the table out: jq '.[] | select(.type == "table" and .name == "users") | .data' export.json > users.json`,
  },
  {
    begins: /^(?:Array\s*\(\s*\[|array\s*\(|\[\s*\[?['"]?\w+['"]?\]? =>|(?:a|O):\d+:[{"])/,
    what: "PHP's notation (print_r, var_export, serialize). Write it by json_encode()",
  },
  {
    begins: /^(?:\[\s*)?(?:#<\w|\{\s*:\w+\s*=>|\{\s*"\w+"\s*=>)/,
    what: "Ruby's notation (inspect). Write it by to_json",
  },
  {
    begins:
      /^(?:["']use strict["'];?\s*)?(?:import\s[^\n]*\n\s*|\/\/[^\n]*\n\s*)*(?:(?:export\s+)?(?:const|let|var)\s+\w+|export\s+default|module\.exports)\s*[=:[{]/,
    what: 'a program of JavaScript. Write what it holds by JSON.stringify()',
  },
  {
    begins: /^(?:#[^\n]*\n|\s)*\[\[[\w." -]+\]\]\s*(?:#[^\n]*)?\n/,
    what: 'TOML. Write the users as JSON or CSV',
  },
]

const asColumns = (names: string): string =>
  `Say what its columns are: --format csv --delimiter : --no-header --columns ${names}`

/** Told by the form of every line. */
export const refusedLines: readonly { line: RegExp; what: string }[] = [
  {
    line: /^"(?=[^,;\t|]*[,;\t|])(?:[^"]|"")*"$/,
    what: `CSV whose rows are a quoted cell each. Take the outer quotes off: sed 's/^"//; s/"$//; s/""/"/g' file.csv > users.csv`,
  },
  {
    line: /^[^:\s]{1,64}:[^:]{0,200}:\d{0,9}:\d{0,9}:\d{0,9}:\d{0,9}:\d{0,9}:\d{0,9}:\d{0,9}$/,
    what: `the shadow file of a Unix system. ${asColumns('username,password,,,,,,,')}`,
  },
  {
    line: /^[^:\s]{1,64}:[^:]{0,200}:\d{1,10}:\d{1,10}:[^:]*:[^:]*:[^:]*$/,
    what: `the passwd file of a Unix system, whose hashes are in another (shadow). ${asColumns('username,,id,,name,,')}`,
  },
  {
    line: /^[^:\s]{1,64}:[^:]{0,200}:\d{1,10}:[^:\s]*$/,
    what: 'the group file of a Unix system. Give the users, and the groups as a related file',
  },
  {
    line: /^[^:\s]{1,256}:(?:\$[\w-]{1,20}\$|\{[\w.-]{2,20}\}|[./\dA-Za-z]{13}$)[^:]*$/,
    what: `a password file of a web server (htpasswd). ${asColumns('username,password_hash')}`,
  },
  {
    line: /^[^:\s]{1,256}:\{[\w.-]{2,20}\}[^:]*(?::[^:]*){1,8}$/,
    what: `a passwd file of Dovecot or its like. ${asColumns('username,password_hash,,,,,')}`,
  },
  {
    line: /^[^:\s,;]{1,256}:[^:,;]{1,100}:[\da-f]{32}$/i,
    what: 'a password file of Digest authentication (htdigest), whose hashes no other program can use. Make a list of the names',
  },
]
