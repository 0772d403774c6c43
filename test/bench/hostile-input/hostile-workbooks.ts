import { type HostileBody, numbered, repeated } from './hostile-body.js'
import { zipFile } from './zip-file.js'

const schemas = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const header = `<row>${['to', 'namespace', 'elementName'].map(inline).join('')}</row>`

interface Given {
  readonly rows?: Iterable<Buffer>
  readonly shared?: Iterable<Buffer>
  readonly styles?: Iterable<Buffer>
  readonly relations?: Iterable<Buffer>
  readonly sheets?: Iterable<Buffer>
  /** Default: yes. */
  readonly packed?: boolean
}

const none: readonly Buffer[] = []
const within = (root: string, content: Iterable<Buffer>) =>
  Buffer.concat([Buffer.from(`<${root}>`), ...content, Buffer.from(`</${root.split(' ')[0]}>`)])

function workbook({
  rows = none,
  shared = none,
  styles = none,
  relations = none,
  sheets = none,
  packed = true,
}: Given) {
  const own = ['worksheet', 'sharedStrings', 'styles'].map(
    (kind, n) => `<Relationship Id="r${n}" Type="${schemas}/${kind}" Target="${kind}.xml"/>`,
  )
  const root = `<Relationship Id="a" Type="${schemas}/officeDocument" Target="xl/workbook.xml"/>`
  const plan = '<sheet name="p" sheetId="1" x:id="r0"/>'
  const sheet = Buffer.concat([
    Buffer.from('<worksheet><sheetData>'),
    Buffer.from(header),
    ...rows,
    Buffer.from('</sheetData></worksheet>'),
  ])
  return zipFile(
    [
      { name: '_rels/.rels', content: within('Relationships', [Buffer.from(root)]) },
      {
        name: 'xl/workbook.xml',
        content: Buffer.concat([
          Buffer.from(`<workbook xmlns:x="${schemas}"><sheets>`),
          ...sheets,
          Buffer.from(`${plan}</sheets></workbook>`),
        ]),
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: within('Relationships', [...relations, Buffer.from(own.join(''))]),
      },
      { name: 'xl/sharedStrings.xml', content: within('sst', shared) },
      { name: 'xl/styles.xml', content: within('styleSheet', styles) },
      { name: 'xl/worksheet.xml', content: sheet },
    ].map((part) => ({ ...part, packed })),
  )
}

/** Workbooks, whose parts are unpacked here: 150 MB of them at most. */
export function hostileWorkbooks(batches: string, bytes: number): HostileBody[] {
  const book = (worst: string, given: () => Given): HostileBody => ({
    ...{ door: 'batch, workbook', worst, path: batches, headers: { 'content-type': type } },
    body: () => [workbook(given())],
  })
  const xf = '<xf numFmtId="164"/>'
  const format = `<numFmt numFmtId="164" formatCode="${'y'.repeat(60_000)}"/>`
  return [
    book('cells that are empty', () => ({ rows: repeated('<row><c/></row>', bytes) })),
    book('rows of one cell', () => ({ rows: repeated(`<row><c><v>1</v></c></row>`, bytes) })),
    book('rows of one cell, far to the right', () => ({
      rows: repeated('<row><c r="XFD1"><v>1</v></c></row>', bytes),
    })),
    book('one row without end', () => ({ rows: repeated('<c/>', bytes, { begin: '<row>', end: '</row>' }) })),
    book('one text without end', () => ({
      rows: repeated('x', bytes, { begin: '<row><c><v>', end: '</v></c></row>' }),
    })),
    book('references', () => ({ rows: repeated('&amp;', bytes, { begin: '<row>', end: '</row>' }) })),
    book('shared texts', () => ({ shared: repeated('<si><t>a</t></si>', bytes) })),
    book('shared texts of 32 KiB', () => ({
      shared: repeated(`<si><t>${'x'.repeat(32_768)}</t></si>`, bytes),
    })),
    book('sheets and relations', () => ({
      sheets: numbered((n) => `<sheet name="s" x:id="n${n}"/>`, 33 * 50_000),
      relations: numbered((n) => `<Relationship Id="m${n}" Type="/worksheet"/>`, 40 * 50_000),
    })),
    book('styles of one long format', () => ({
      styles: [
        Buffer.from(`<numFmts>${format}</numFmts><cellXfs>`),
        ...repeated(xf, xf.length * 65_000),
        Buffer.from('</cellXfs>'),
      ],
    })),
    book('a file of 50 MB', () => ({
      packed: false,
      rows: numbered(
        (n) => `<row>${inline(`${5_511_900_000_000 + (n % 1_000)}`)}${inline('n')}${inline('e')}</row>`,
        Math.min(49_000_000, bytes),
      ),
    })),
  ]
}
