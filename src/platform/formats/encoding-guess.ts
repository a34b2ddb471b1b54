import { analyse } from 'chardet'
import iconv from 'iconv-lite'

const WESTERN = ['windows-1252', 'windows-1250', 'macintosh'] as const
const BY_CHARDET: Record<string, string> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-9': 'windows-1254',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-7': 'windows-1253',
  Shift_JIS: 'shift_jis',
  Big5: 'big5',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  GB18030: 'gb18030',
  'KOI8-R': 'koi8-r',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  'windows-1253': 'windows-1253',
  'windows-1254': 'windows-1254',
  'windows-1255': 'windows-1255',
  'windows-1256': 'windows-1256',
  'ISO-8859-5': 'iso-8859-5',
  'ISO-8859-6': 'iso-8859-6',
}

const COMMON = new Set('éèêëïîíìöôóòøüûúùäâáàåãæœçñßÿõÉÈÖÜÄÅØÆÇÑÁÓÚÍ€–—‘’“”«»°´…©®ªº·')
const CENTRAL = new Set('ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűŐŰăâîșțşţđĐľĺŕ')

/** How plausible a text is as names and addresses written in Latin letters; higher is better. */
const latinScore = (text: string): number => {
  let score = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 128) continue
    const letter = text[i]!
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) {
      score -= 20
      continue
    }
    const before = i > 0 ? text[i - 1]! : ' '
    const after = i + 1 < text.length ? text[i + 1]! : ' '
    const inside = /\p{L}/u.test(before) || /\p{L}/u.test(after)
    if (/\p{Ll}/u.test(letter)) score += COMMON.has(letter) ? 3 : CENTRAL.has(letter) ? 2 : 0
    else if (/\p{Lu}/u.test(letter)) {
      // A capital after a small letter hardly ever happens; the wrong code page makes it often.
      if (/\p{Ll}/u.test(before)) score -= 6
      else score += COMMON.has(letter) ? 2 : CENTRAL.has(letter) ? 1 : -1
    } else if (inside && !"’‘'´".includes(letter) && /\p{L}/u.test(before) && /\p{L}/u.test(after)) score -= 6
    else score += COMMON.has(letter) ? 1 : -2
  }
  return score
}

/** The parts of a sample around its bytes above 127: at most 64 KB of lines that have any. */
const telling = (sample: Buffer): Buffer => {
  const lines: Buffer[] = []
  let size = 0
  let from = 0
  while (from < sample.length && size < 65_536) {
    let end = from
    let high = false
    while (end < sample.length && sample[end] !== 10 && sample[end] !== 13 && end - from < 4096) {
      if (sample[end]! > 127) high = true
      end++
    }
    if (high) {
      lines.push(sample.subarray(from, end + 1))
      size += end - from
    }
    from = end + 1
  }
  return Buffer.concat(lines)
}

/**
 * The likeliest of the encodings that are neither Unicode nor ASCII, by name for iconv-lite. `sample` holds bytes above
 * 127. Statistics of chardet decide between scripts; between western code pages, which pieces of few words look alike
 * to it, the plausibility of the letters decides.
 */
export const guessLegacyEncoding = (sample: Buffer): string => {
  const bytes = telling(sample)
  let high = 0
  let alone = 0
  let longest = 0
  let run = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 128) {
      run = 0
      continue
    }
    high++
    run++
    if (run > longest) longest = run
    if (!(bytes[i - 1]! > 127) && !(bytes[i + 1]! > 127)) alone++
  }
  const ranked = analyse(bytes)
  // Latin text has single accented letters between plain ones; all other scripts come in runs.
  if (alone < high * 0.6) {
    for (const { name } of ranked) {
      const encoding = BY_CHARDET[name]
      if (
        !encoding ||
        encoding === 'windows-1252' ||
        encoding === 'windows-1250' ||
        encoding === 'windows-1254'
      )
        continue
      if (!iconv.decode(bytes, encoding).includes('\ufffd')) return encoding
    }
  }
  const turkish = /[ðþýÐÞÝ]/g
  const western = iconv.decode(bytes, 'windows-1252')
  if (ranked[0]?.name === 'ISO-8859-9' || ranked[0]?.name === 'windows-1254') {
    if ((western.match(turkish)?.length ?? 0) > high * 0.2) return 'windows-1254'
  }
  let best: string = 'windows-1252'
  let score = latinScore(western) + 1
  for (const encoding of WESTERN) {
    const other = latinScore(iconv.decode(bytes, encoding))
    if (other > score) [best, score] = [encoding, other]
  }
  return best
}
