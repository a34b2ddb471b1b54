import { shuffled } from './random.ts'

const STARTS =
  `vel nor bel sol mar tal cor lum ren fal dor gal hel kal lan mor nel ost pal quin ras sel tor ul val wil zan zel
  al bar cal del el fen gor har il jor kel lor mel nav or pel rol san tel ur ven wol yar zor ar bru cas dru esk fjel
  gran hov ir jul kron lin`.split(/\s+/)
const MIDDLES =
  `va mo ri la do na to be ka lu se vi ma no ra te di go li pa fu ze mi sa ba ro ni ta vo de lo fi`.split(' ')
const ENDS =
  `ra nix lin tra dell mont vex sta nova mar lia dor tex rin bo via gen quo plex ter lux zia nor kan des fin ga hal
  jo ket las mer nus pol rem sol tis una vor wen xo yra zen ba cor don el fra gro hus ion ki lor mus nel opt pri ron
  set tal ulm ver wic zor`.split(/\s+/)

const ENDINGS = ['.example', '.test', '.example.com', '.example.org', '.example.net']

/** An invented brand of at least three syllables; no two indexes share one. */
export const brand = (seed: number, index: number): string => {
  const code = shuffled(seed, index)
  let rest = Math.floor(code / 0x20000)
  let text = STARTS[code & 63]! + MIDDLES[(code >> 6) & 31]!
  for (; rest > 0; rest = Math.floor(rest / 32)) text += MIDDLES[rest % 32]!
  return text + ENDS[(code >> 11) & 63]!
}

/** A host under the names that RFC 2606 reserves, so that nobody is ever mailed. */
export const ownHost = (seed: number, index: number): string =>
  brand(seed, index) + ENDINGS[shuffled(seed + 1, index) % ENDINGS.length]!

const PROVIDERS =
  `mail post inbox postbus brief web net webmail letter online home kabel fiber freepost box hello quick open city
  family student world my best day easy blue green sun star sky one`.split(/\s+/)
const PROVIDER_ENDINGS = [
  ...ENDINGS,
  ...ENDINGS.map((ending) => `-plus${ending}`),
  ...ENDINGS.map((ending) => `24${ending}`),
  '-eu.example',
]

/** A free-mail host with a number for the local part ('' for the first); no two indexes share both. */
export const freeMailbox = (seed: number, index: number): { host: string; number: string } => {
  const code = shuffled(seed + 2, index)
  const number = Math.floor(code / 512)
  const host = PROVIDERS[code & 31]! + PROVIDER_ENDINGS[(code >> 5) & 15]!
  return { host, number: number ? String(number) : '' }
}
