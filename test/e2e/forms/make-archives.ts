import { deflateRawSync } from 'node:zlib'

/** A ZIP archive of texts, by its members' names. @param flag general purpose bits: 1 marks encryption */
export const makeZip = (members: Record<string, string | Buffer>, flag = 0): Buffer => {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flag, 2)
    fields.writeUInt16LE(8, 4)
    // Of what is refused by its size nobody gets to know the sum.
    fields.writeUInt32LE(bytes.length > 1 << 24 ? 0 : crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    parts.push(Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    list.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, tail, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(members).length, 4)
  end.writeUInt16LE(Object.keys(members).length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end])
}

/** A workbook with two sheets, as Excel writes it: texts in a table, a date by its style, a formula with its value. */
export const makeWorkbook = (): Buffer =>
  makeZip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Users" sheetId="1" r:id="rId1"/><sheet name="Old" sheetId="2" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/sharedStrings.xml':
      '<sst><si><t>id</t></si><si><t>email</t></si><si><t>created_at</t></si><si><t>name</t></si><si><t>mona@example.com</t></si><si><r><t>Mona </t></r><r><t>&amp; Co</t></r><rPh><t>x</t></rPh></si></sst>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>' +
      '<row r="3"><c r="A3"><v>1234567890123456</v></c><c r="B3" t="s"><v>4</v></c><c r="C3" s="1"><v>45306</v></c><c r="D3" t="s"><v>5</v></c></row>' +
      '<row r="4"><c r="A4"><v>7</v></c><c r="B4" t="str"><f>A1</f><v>nils@example.com</v></c><c r="D4" t="inlineStr"><is><t>Nils</t></is></c></row>' +
      '<row r="9"><c r="A9"><v>8</v></c><c r="B9" t="inlineStr"><is><t>not an address</t></is></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>4</v></c></row></sheetData></worksheet>',
  })

/** Node 20 before 20.15 has none of its own. */
const crc32 = (bytes: Buffer): number => {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
