import { crc32 } from 'node:zlib'
import { pdfLetter, pngPicture } from '#modules/documents/demo-files.ts'

/** A zip archive with its entries stored as they are. */
export function zipOf(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name)]),
    )
    parts.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end])
}

const relations = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const macroWord = 'application/vnd.ms-word.document.macroEnabled.main+xml'
const wordWith = (type: string) =>
  zipOf({
    '[Content_Types].xml': `${relations}<Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    'word/document.xml': '<w:document/>',
  })

/** A compound file with one directory entry, as old office programs and installers write them. */
function compound(stream: string): Buffer {
  const file = Buffer.alloc(2048)
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  const at = 1024
  file.write(stream, at, 'utf16le')
  file.writeUInt16LE(stream.length * 2 + 2, at + 64)
  file[at + 66] = 2
  return file
}

const box = (type: string, content: Buffer) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}

/** A second of a tone: 8 bits, one channel, 8000 a second (RIFF WAVE). */
function wav(): Buffer {
  const samples = Buffer.from(Array.from({ length: 8000 }, (_, i) => 128 + Math.round(60 * Math.sin(i / 3))))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

/** Files of the kinds that people send, as small as they can be. */
export const sampleBytes = {
  png: pngPicture(40, 30, 0.3),
  pdf: pdfLetter(['A letter', 'with a second line']),
  text: Buffer.from('Some words.\nAnd more: ünï.\n'),
  docx: wordWith(word),
  docm: wordWith(macroWord),
  odt: zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' }),
  doc: compound('WordDocument'),
  msi: compound('!StringPool'),
  mp4: Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
    box('mdat', Buffer.alloc(5000, 7)),
  ]),
  wav: wav(),
  zip: zipOf({ 'a.txt': 'a' }),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  html: Buffer.from('\n<!-- x --><!DOCTYPE html><script>alert(1)</script>'),
  elf: Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(200)]),
  exe: Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(200)]),
  noise: Buffer.from([1, 2, 3, 0, 5, 6, 200, 201, 0, 9]),
}
