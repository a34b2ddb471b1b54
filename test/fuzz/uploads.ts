import fc from 'fast-check'
import { evilText } from './evil.ts'

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const contents: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(Buffer.from(pixel, 'base64')) },
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc.array(fc.oneof(fc.constantFrom('name', 'email', 'a@b.nl', 'Jansen'), evilText), { maxLength: 5 }),
        {
          maxLength: 6,
        },
      )
      .map((rows) => Buffer.from(`name,email\n${rows.map((row) => row.join(',')).join('\n')}`)),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      Buffer.alloc(0),
      Buffer.from('BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nEND:VCARD\n'),
      Buffer.from('BEGIN:VCARD\nN:;;;;\nPHOTO:data:image/png;base64,%%%\nEND'),
      Buffer.from('PK\u0003\u0004 not a workbook'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      Buffer.from('\ufeffname\r\n"never closed'),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('%PDF-1.7'),
      Buffer.from(pixel, 'base64').subarray(0, 30),
    ),
  },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
)

const names = fc.constantFrom(
  'file.csv',
  'p.png',
  'card.vcf',
  '',
  '../../../etc/passwd',
  '..\\..\\x.csv',
  '%0D%0AX: y.csv',
  'quote".csv',
  `${'n'.repeat(400)}.csv`,
  'naïve ☃.csv',
  '.csv',
  'con',
  '\u0000.csv',
)
const fields = fc.oneof(
  { weight: 8, arbitrary: fc.constant('file') },
  { weight: 1, arbitrary: fc.constantFrom('other', '', '__proto__', 'constructor') },
)
const boundary = 'fuzzing-boundary'

/** A form with a file, as browsers send it, or with something missing, doubled, cut off or disguised. */
export const anyUpload: fc.Arbitrary<{ body: { base64: string }; type: string }> = fc
  .record({
    content: contents,
    name: names,
    field: fields,
    type: fc.constantFrom('text/csv', 'image/png', 'application/octet-stream', 'nonsense', ''),
    copies: fc.oneof(
      { weight: 9, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constantFrom(0, 2) },
    ),
    cut: fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(1, 4, 24, 60) },
    ),
    asText: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    header: fc.oneof(
      { weight: 12, arbitrary: fc.constant(`multipart/form-data; boundary=${boundary}`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'multipart/form-data',
          'multipart/form-data; boundary=other',
          'application/json',
          'multipart/mixed; boundary=x',
        ),
      },
    ),
  })
  .map(({ content, name, field, type, copies, cut, asText, header }) => {
    const filename = asText ? '' : `; filename="${name}"`
    const part = Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"${filename}\r\n`),
      Buffer.from(type ? `Content-Type: ${type}\r\n\r\n` : '\r\n'),
      content,
      Buffer.from('\r\n'),
    ])
    const whole = Buffer.concat([...Array<Buffer>(copies).fill(part), Buffer.from(`--${boundary}--\r\n`)])
    return {
      body: { base64: whole.subarray(0, Math.max(0, whole.length - cut)).toString('base64') },
      type: header,
    }
  })
