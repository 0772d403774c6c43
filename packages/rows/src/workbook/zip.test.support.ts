import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP file of deflated parts. `claims` may lie about what a part is when unpacked. */
export function zipOf(
  parts: Readonly<Record<string, string | Buffer>>,
  claims: { size?: number } = {},
): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    const packed = deflateRawSync(bytes, { level: 1 })
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims.size ?? bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]))
    files.push(file)
    offset += file.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, index, Buffer.from('PK\x05\x06'), end])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const schemas = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook with one sheet; `rows` is what stands in its `sheetData`. */
export function workbookParts(
  rows: string | Buffer,
  more: { shared?: string; formats?: string; cellXfs?: string; properties?: string; sheets?: string } = {},
): Record<string, string | Buffer> {
  const sheet = Buffer.concat([
    Buffer.from(`${xml}<worksheet><sheetData>`),
    Buffer.from(rows),
    Buffer.from('</sheetData></worksheet>'),
  ])
  return {
    '_rels/.rels': `${xml}<Relationships><Relationship Id="r1" Type="${schemas}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<x:workbook xmlns:x="s" xmlns:rel="${schemas}"><x:workbookPr ${more.properties ?? ''}/><x:sheets>${more.sheets ?? '<x:sheet name="Plan1" sheetId="1" rel:id="r1"/>'}</x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="r1" Type="${schemas}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${schemas}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${schemas}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${xml}<sst>${more.shared ?? ''}</sst>`,
    'xl/styles.xml': `${xml}<styleSheet><numFmts>${more.formats ?? ''}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${more.cellXfs ?? '<xf numFmtId="0"/>'}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
  }
}
