import { expect, test } from 'vitest'
import { parseVat } from './vat.ts'

// The numbers are those that the countries and the EU publish as examples.
test.each([
  ['nl 0044.95.445.b.01', undefined, 'NL004495445B01', 'NL'],
  ['004495445B01', 'NL', 'NL004495445B01', 'NL'],
  ['BTW NL004495445B01', undefined, 'NL004495445B01', 'NL'],
  ['DE136695976', 'NL', 'DE136695976', 'DE'],
  ['BE 0428.759.497', undefined, 'BE0428759497', 'BE'],
  ['GB 980 7806 84', undefined, 'GB980780684', 'GB'],
  ['XI980780684', undefined, 'XI980780684', 'GB'],
  ['CHE-107.787.577 MWST', undefined, 'CHE107787577', 'CH'],
  ['107787577', 'CH', 'CHE107787577', 'CH'],
  ['NO 995 525 828 MVA', undefined, 'NO995525828MVA', 'NO'],
  ['995525828', 'NO', 'NO995525828MVA', 'NO'],
  ['GR094259216', undefined, 'EL094259216', 'GR'],
  ['A13585625', 'ES', 'ESA13585625', 'ES'],
  ['U13585627', 'AT', 'ATU13585627', 'AT'],
  ['FR40303265045', undefined, 'FR40303265045', 'FR'],
  ['IE6433435F', undefined, 'IE6433435F', 'IE'],
])('%s (%s) is stored as %s', (text, hint, value, country) => {
  expect(parseVat(text, hint)).toEqual({ ok: true, value, country, checked: true })
})

test.each([
  ['', 'NL', 'empty'],
  ['hello world', 'NL', 'form'],
  ['NL12', undefined, 'form'],
  ['DE136695978', undefined, 'checksum'],
  ['BE0428759498', undefined, 'checksum'],
  ['CHE-107.787.578', undefined, 'checksum'],
  ['123456', undefined, 'country'],
])('%s (%s) is refused as %s', (text, hint, code) => {
  expect(parseVat(text, hint)).toEqual({ ok: false, code })
})

test('a country without a known scheme says that nothing was checked', () => {
  expect(parseVat('12-3456789', 'US')).toEqual({
    ok: true,
    value: 'US123456789',
    country: 'US',
    checked: false,
  })
})
