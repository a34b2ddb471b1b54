import { fold } from '#lib/text.ts'

const plain = (text: string) => fold(text).replace(/[.\s/]+/g, '')
const set = (list: string) => new Set(list.split(/,\s*/).map(plain))

/** What stands before a name: English, Dutch, German, French, Spanish. */
const titles = set(
  `mr, mrs, ms, miss, mx, sir, dame, lord, lady, dr, doctor, prof, professor, rev, reverend, hon, capt, captain, col, major, sgt, fr, sr,
  br, rabbi, imam, dhr, de heer, heer, mevr, mevrouw, mw, drs, ir, ing, mr dr, prof dr, ds, dhr drs, herr, frau, fraulein, hr, fr dr, dr med,
  dr ing, dr phil, dipl ing, dipl kfm, mag, m, mme, mlle, monsieur, madame, mademoiselle, me, maitre, sig, sra, srta, senor, senora,
  senorita, don, dona, dra, dott, meneer, prof dr med, prof dr ing, bc, mgr, phdr, fam, familie, family, famille, familia`,
)

/** What stands behind a name. */
const suffixes = set(
  `jr, sr, i, ii, iii, iv, v, esq, phd, md, mba, ma, msc, ba, bsc, bs, ms, llm, llb, rn, cpa, dds, dvm, obe, mbe, cbe, kc, qc, ra, rc, fils, fils,
  pere, hijo, junior, senior, mph, edd, jd, ing, bba, meng, beng, pmp, frsa, pe, dphil`,
)

export const isTitle = (text: string): boolean => {
  const whole = plain(text)
  if (titles.has(whole)) return true
  const words = text.trim().split(/[\s/]+/)
  return words.length <= 4 && words.every((word) => word === '' || titles.has(plain(word)))
}

export const isTitleWord = (word: string): boolean => titles.has(plain(word))
export const isSuffixWord = (word: string): boolean => suffixes.has(plain(word))
