import { crc32, deflateSync } from 'node:zlib'

/** Text as it may stand in a string of a PDF (ISO 32000-1, 7.3.4.2), in the letters of its standard fonts. */
const pdfText = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[\\()]/g, '\\$&')

/** A letter of one page, A4. The first line is its heading. */
export function pdfLetter(lines: readonly string[]): Buffer {
  const written = lines.map((line, i) => {
    const [size, leading] = i === 0 ? [20, 36] : [11, 18]
    return `/F${i === 0 ? 2 : 1} ${size} Tf (${pdfText(line)}) Tj 0 -${leading} Td`
  })
  const content = `BT 72 760 Td ${written.join(' ')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R
        /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const place = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return String(place).padStart(10, '0')
  })
  const rows = ['0000000000 65535 f ', ...places.map((place) => `${place} 00000 n `)]
  text += `xref\n0 ${rows.length}\n${rows.join('\n')}\ntrailer\n<< /Size ${rows.length} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** A chunk of a PNG file (ISO 15948, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A picture of soft colours, in true colour; `hue` from 0 up to 1. */
export function pngPicture(width: number, height: number, hue: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  const wave = (part: number) => 150 + Math.round(90 * Math.sin(2 * Math.PI * (hue + part)))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = (x / width + y / height) / 4
      rows.set([wave(shade), wave(shade + 1 / 3), wave(shade + 2 / 3)], y * (width * 3 + 1) + 1 + x * 3)
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows)
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}
