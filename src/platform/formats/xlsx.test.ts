import { deflateRawSync } from 'node:zlib'
import { writeXlsx as writeWorkbook } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { temporaryFile } from '#test/support/temporary-file.ts'
import { describeFile, readRows } from './sniff.ts'
import { readRow } from './xlsx-cells.ts'
import { writeXlsx } from './xlsx-writer.ts'

const collect = async (bytes: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const rowsOf = async (path: string, sheet?: string) => {
  const description = await describeFile(path, sheet ? { sheet } : {})
  const rows: { line: number; cells: string[] }[] = []
  for await (const batch of readRows(path, description)) rows.push(...batch.rows)
  return { description, rows }
}

/** A ZIP archive; `claim` is the unpacked size its directory states. */
const zip = (parts: [name: string, body: string | Buffer, claim?: number][]) => {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, body, claim] of parts) {
    const packed = deflateRawSync(body)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claim ?? Buffer.byteLength(body), 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    files.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const body = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(body.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, body, end])
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const frame: [string, string][] = [
  [
    '_rels/.rels',
    `<Relationships><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    '<x:workbook><x:sheets><x:sheet name="A &amp; B" sheetId="1" r:id="r1"/></x:sheets></x:workbook>',
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Target="/xl/worksheets/first.xml" Id="r1" Type="${REL}/worksheet"/><Relationship Id="r2" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
  ],
]

describe('reading', () => {
  test('what another library wrote: sheets, dates, numbers, truth values, shared strings', async () => {
    const bytes = await writeWorkbook({
      sheets: [
        { name: 'Empty', rows: [] },
        {
          name: 'Müller & <Co>',
          rows: [
            ['Members of the club'],
            [],
            ['Name', 'Born', 'Seen', 'Member', 'Amount', 'Phone', 'Tiny'],
            [
              'Jürgen\nx',
              new Date(Date.UTC(1985, 1, 28)),
              new Date(Date.UTC(2020, 1, 29, 13, 30)),
              true,
              0.1 + 0.2,
              31612345678,
              1e-9,
            ],
            ['Zoë', null, null, false, 1e21, -12.5, 0],
          ],
        },
        {
          name: 'Other',
          rows: [
            ['Name', 'E-mail'],
            ['Jan', 'a@b.nl'],
          ],
        },
      ],
    })
    const path = temporaryFile(bytes)
    const { description, rows } = await rowsOf(path)
    expect(description).toMatchObject({
      format: 'xlsx',
      sheet: 'Müller & <Co>',
      hasHeader: true,
      rowsEstimate: 2,
    })
    expect(description.sheets).toEqual(['Empty', 'Müller & <Co>', 'Other'])
    expect(rows).toEqual([
      {
        line: 4,
        cells: [
          'Jürgen\nx',
          '1985-02-28',
          '2020-02-29T13:30:00',
          'true',
          '0.3',
          '31612345678',
          '0.000000001',
        ],
      },
      { line: 5, cells: ['Zoë', '', '', 'false', '1000000000000000000000', '-12.5', '0'] },
    ])
    expect((await rowsOf(path, 'Other')).rows).toEqual([{ line: 2, cells: ['Jan', 'a@b.nl'] }])
    await expect(describeFile(path, { sheet: 'Third' })).rejects.toMatchObject({ code: 'file.sheet-missing' })
  })

  test('prefixed names, rich text without readings, sparse cells, formulas, leading zeros', async () => {
    const path = temporaryFile(
      zip([
        ...frame,
        [
          'xl/worksheets/first.xml',
          '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>Post&amp;code</x:t></x:is></x:c></x:row><x:row r="2"/><x:row r="7"><x:c r="B7" t="str"><x:f>A1&amp;"x"</x:f><x:v>a_x000A_b</x:v></x:c><x:c r="C7" s="1"><x:v>1234</x:v></x:c><x:c r="A7" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        ],
        [
          'xl/sharedStrings.xml',
          '<x:sst><x:si><x:r><x:t>Na</x:t></x:r><x:r><x:t xml:space="preserve">me </x:t></x:r><x:rPh sb="0"><x:t>reading</x:t></x:rPh></x:si></x:sst>',
        ],
        [
          'xl/styles.xml',
          '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        ],
      ]),
    )
    const { description, rows } = await rowsOf(path)
    expect(description.columns.map(({ name }) => name)).toEqual(['Name', 'Column 2', 'Post&code'])
    expect(rows).toEqual([{ line: 7, cells: ['#N/A', 'a\nb', '01234'] }])
  })

  test.each([
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [43_890.5, false, '2020-02-29T12:00:00'],
    [0.25, false, '06:00:00'],
    [0, true, '1904-01-01'],
  ])('serial number %d (1904: %s) is %s', (serial, date1904, text) => {
    const context = { strings: [], styles: ['date' as const], date1904 }
    expect(readRow(`<row><c s="0"><v>${serial}</v></c></row>`, context).cells).toEqual([text])
  })
})

describe('what must not be unpacked', () => {
  const sheet = (body: string | Buffer, claim?: number) =>
    zip([...frame, ['xl/worksheets/first.xml', body, claim]])

  test('a sheet that grows beyond all proportion', async () => {
    const row = `<row>${' '.repeat(1000)}</row>`
    const path = temporaryFile(sheet(`<sheetData>${row.repeat(100_000)}</sheetData>`))
    await expect(rowsOf(path)).rejects.toMatchObject({ code: 'file.too-large' })
  })

  test('a directory that lies about sizes, an archive that is cut off, one that is no workbook', async () => {
    const honest = '<sheetData><row><c t="str"><v>Name</v></c></row></sheetData>'
    await expect(rowsOf(temporaryFile(sheet(honest, 10)))).rejects.toMatchObject({ code: 'file.damaged' })
    await expect(rowsOf(temporaryFile(sheet(honest, 5_000_000_000 % 2 ** 32)))).rejects.toMatchObject({
      code: 'file.damaged',
    })
    await expect(rowsOf(temporaryFile(sheet(honest).subarray(0, 300)))).rejects.toMatchObject({
      code: 'file.damaged',
    })
    await expect(rowsOf(temporaryFile(zip([['a.txt', 'x']])))).rejects.toMatchObject({ code: 'file.zip' })
  })
})

describe('writing', () => {
  test('comes back as it was; formulas are text', async () => {
    const cells = ['=1+1', '+31612345678', 'ë\u0001\ud800x', '  two  ', '<&>"', 'a\nb', '_x0041_']
    const bytes = await collect(
      writeXlsx(
        {
          columns: cells.map((_, i) => `Name ${i}`),
          rows: [[cells], [[1.5, true, null, '', 0, undefined, 'x']]],
        },
        'A/B',
      ),
    )
    const { description, rows } = await rowsOf(temporaryFile(bytes))
    expect(description.sheets).toEqual(['A B'])
    expect(rows.map((row) => row.cells)).toEqual([
      ['=1+1', '+31612345678', 'ë\ufffdx', '  two  ', '<&>"', 'a\nb', '_x0041_'],
      ['1.5', 'true', '', '', '0', '', 'x'],
    ])
    expect(bytes.includes('<f>')).toBe(false)
  })
})
