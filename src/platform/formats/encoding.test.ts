import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { temporaryFile } from '#test/support/temporary-file.ts'
import { decodeBytes, detectEncoding, readBytes } from './encoding.ts'

const WESTERN =
  'Naam;Plaats\nJürgen Müller;Köln\nZoë van der Meer;Curaçao\nFrançois Lefèvre;Orléans\nÅse Sørensen;Tromsø\n'
const POLISH =
  'Imię;Miasto\nŁukasz Wójcik;Łódź\nMałgorzata Kowalczyk;Gdańsk\nStanisław Dąbrowski;Częstochowa\n'
const RUSSIAN =
  'Имя;Город\nИван Петров;Москва\nЕкатерина Смирнова;Санкт-Петербург\nДмитрий Кузнецов;Новосибирск\n'
const JAPANESE =
  '名前;都市\n山田太郎さんの住所録です;東京都千代田区\n鈴木花子さんのメモです;大阪市北区梅田\n'.repeat(4)
const CHINESE = '姓名;城市;备注\n王小明;北京市朝阳区;我们的客户\n李丽华;上海市浦东新区;这是一个测试\n'.repeat(
  4,
)

const decodeFile = async (path: string, signal?: AbortSignal) => {
  const { name, bom } = await detectEncoding(path, signal)
  let text = ''
  for await (const piece of decodeBytes(readBytes(path, signal, bom), name)) text += piece
  return { name, text }
}

describe('an encoding is found and read', () => {
  test.each([
    ['utf-8', WESTERN],
    ['windows-1252', WESTERN],
    ['macintosh', WESTERN],
    ['windows-1250', POLISH],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['shift_jis', JAPANESE],
    ['gb18030', CHINESE],
    ['utf-16le', RUSSIAN],
    ['utf-16be', WESTERN],
    ['utf-16le', JAPANESE],
    ['utf-32le', WESTERN],
    ['utf-32be', POLISH],
  ])('%s without a mark', async (name, text) => {
    expect(await decodeFile(temporaryFile(iconv.encode(text, name)))).toEqual({ name, text })
  })

  test.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('%s with a mark', async (name) => {
    const path = temporaryFile(iconv.encode(`\ufeff${POLISH}`, name, { addBOM: false }))
    expect(await decodeFile(path)).toEqual({ name, text: POLISH })
  })

  test('one word in a code page is enough', async () => {
    for (const name of ['windows-1252', 'macintosh'] as const) {
      expect((await detectEncoding(temporaryFile(iconv.encode('name\nMüller\n', name)))).name).toBe(name)
    }
  })

  test('the first accent may stand at the end of a large file', async () => {
    const ascii = 'Jan;Amsterdam\n'.repeat(150_000)
    expect((await detectEncoding(temporaryFile(`${ascii}Zoë\n`))).name).toBe('utf-8')
    const latin = iconv.encode(`${ascii}Zoë;Köln\n`, 'windows-1252')
    expect((await detectEncoding(temporaryFile(latin))).name).toBe('windows-1252')
  })

  test('single broken bytes do not turn UTF-8 into something else', async () => {
    const bytes = Buffer.concat([Buffer.from(WESTERN.repeat(20)), Buffer.from([0xe9, 0x0a])])
    expect(await detectEncoding(temporaryFile(bytes))).toEqual({ name: 'utf-8', bom: 0, lossy: true })
  })

  test('stray zero bytes do not make UTF-16', async () => {
    expect((await detectEncoding(temporaryFile('a;b\n1;\0\0\n2;x\0y\n'.repeat(20)))).name).toBe('utf-8')
  })
})

test.each(['utf-8', 'utf-16le', 'shift_jis', 'utf-32be'])(
  '%s: characters across chunk borders stay whole',
  async (name) => {
    // A period of odd length puts borders at every place within a character.
    const text = `x${'名前a'.repeat(200_000)}`
    const path = temporaryFile(iconv.encode(text, name))
    if (name === 'utf-8') expect(await detectEncoding(path)).toEqual({ name, bom: 0, lossy: false })
    let read = ''
    for await (const piece of decodeBytes(readBytes(path), name)) read += piece
    expect(read === text).toBe(true)
  },
)

test('reading stops when it is cancelled', async () => {
  const path = temporaryFile('x'.repeat(1_000_000))
  const controller = new AbortController()
  const read = async () => {
    for await (const _ of readBytes(path, controller.signal)) controller.abort()
  }
  await expect(read()).rejects.toThrow(/abort/i)
})
