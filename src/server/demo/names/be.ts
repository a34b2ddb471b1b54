import { fr } from './fr.ts'
import type { Locale } from './locale.ts'
import { nl } from './nl.ts'

/** Flanders and Brussels in Dutch. */
export const beNl: Locale = {
  ...nl,
  country: 'BE',
  language: 'nl',
  share: 7,
  given: {
    female: `Maria,Marie,Emma,Louise,Martine,Nathalie,Ann,Els,Sofie,Ilse,An,Katrien,Lieve,Greet,Hilde,Griet,Eline
      Lien,Lore,Elise,Jolien,Veerle,Annelies,Kaat,Liesbet,Tine,Sarah,Julie,Charlotte,Elke,Goedele,Rita,Godelieve`,
    male: `Jan,Luc,Marc,Dirk,Tom,Bart,Koen,Wim,Kris,Geert,Filip,Stijn,Jef,Lowie,Arthur,Noah,Lucas,Wout,Seppe
      Pieter,Joris,Bram,Jelle,Thibault,Steven,Kurt,Rudi,Johan,Patrick,Guido,Herman,Raf,Maarten,Vincent,Robbe`,
    neutral: nl.given.neutral,
  },
  family: `Peeters,Janssens,Maes,Jacobs,Mertens,Willems,Claes,Goossens,Wouters,De Smet,Vermeulen,Pauwels
    Hermans,Aerts,Michiels,Van Damme,De Clercq,Stevens,Van den Broeck,Segers,Coppens,Martens,Smets,Verhoeven
    De Backer,Van Dyck,De Vos,Claeys,Desmet,Lemmens,De Cock,Verstraete,Bogaert,Cools,Vandenberghe,Thys
    De Pauw,Moens,Verbeke,Baert,Declercq,Van Hecke,Bosmans,Callens,Geerts,Devos,Lambrecht,Timmermans,D'Hondt`,
  cities: `Antwerpen;Antwerpen;2000-2060;32
    Gent;Oost-Vlaanderen;9000-9052;92
    Brussel;Brussel;1000-1210;22
    Brugge;West-Vlaanderen;8000-8380;50
    Leuven;Vlaams-Brabant;3000-3012;16
    Mechelen;Antwerpen;2800-2812;15
    Aalst;Oost-Vlaanderen;9300-9310;53
    Hasselt;Limburg;3500-3512;11
    Kortrijk;West-Vlaanderen;8500-8511;56
    Oostende;West-Vlaanderen;8400-8400;59
    Genk;Limburg;3600-3600;89
    Turnhout;Antwerpen;2300-2300;14`,
  postcode: '0000',
  callingCode: '32',
  mobile: '47#######,48#######,49#######,465######,466######,467######,468######',
  fixedDigits: 8,
  legalForms: '* BV,*,* NV,* VZW,* CV,* Comm.V',
}

/** Wallonia and Brussels in French. */
export const beFr: Locale = {
  ...fr,
  country: 'BE',
  language: 'fr',
  share: 4,
  family: `Dubois,Lambert,Dupont,Martin,Simon,Dumont,Leclercq,Laurent,Denis,Lejeune,Renard,Leroy,Gérard,François
    Lefebvre,Noël,Fontaine,Delvaux,Collard,Mathieu,Charlier,Bodart,Hubert,Thiry,Delhaye,Wauters,Lecomte,Gillet
    Jacquemin,Marchal,Piette,Henrard,Toussaint,Servais,Bertrand,Legrand,Goffin,Parmentier,Dethier,Body`,
  streetForm: '* #',
  cities: `Bruxelles;Bruxelles-Capitale;1000-1210;22
    Liège;Liège;4000-4032;42
    Charleroi;Hainaut;6000-6044;71
    Namur;Namur;5000-5024;81
    Mons;Hainaut;7000-7034;65
    Tournai;Hainaut;7500-7548;69
    Wavre;Brabant wallon;1300-1301;10
    Verviers;Liège;4800-4802;87
    Arlon;Luxembourg;6700-6706;63`,
  postcode: '0000',
  callingCode: '32',
  mobile: '47#######,48#######,49#######',
  fixedDigits: 8,
  legalForms: '* SRL,*,* SA,* ASBL,* SC',
}
