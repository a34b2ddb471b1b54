import type { Locale } from './locale.ts'

export const se: Locale = {
  country: 'SE',
  language: 'sv',
  share: 2,
  given: {
    female: `Anna,Eva,Maria,Karin,Kristina,Lena,Sara,Kerstin,Emma,Ingrid,Malin,Linda,Marie,Jenny,Annika,Elin,Alice
      Maja,Elsa,Astrid,Wilma,Ebba,Freja,Saga,Ulla,Birgitta,Gunilla,Åsa,Hanna,Johanna,Ida,Sofia,Matilda,Märta`,
    male: `Lars,Anders,Mikael,Johan,Per,Erik,Karl,Peter,Jan,Thomas,Daniel,Fredrik,Hans,Andreas,Stefan,Mattias,Magnus
      Nils,Oscar,William,Lucas,Liam,Elias,Hugo,Axel,Björn,Sven,Göran,Åke,Bengt,Gustav,Viktor,Emil,Olle,Håkan,Jörgen`,
    neutral: 'Kim,Charlie,Robin,Love,Alex',
  },
  family: `Andersson,Johansson,Karlsson,Nilsson,Eriksson,Larsson,Olsson,Persson,Svensson,Gustafsson,Pettersson,Jonsson
    Jansson,Hansson,Bengtsson,Jönsson,Lindberg,Jakobsson,Magnusson,Olofsson,Lindström,Lindqvist,Lindgren,Axelsson
    Berg,Bergström,Lundberg,Lind,Lundgren,Lundqvist,Mattsson,Berglund,Fredriksson,Sandberg,Henriksson,Forsberg
    Sjöberg,Wallin,Ali,Engström,Mohamed,Eklund,Danielsson,Lundin,Håkansson,Björk,Bergman,Gunnarsson,Holm,Wikström`,
  familyParts: [
    `Lind,Berg,Sand,Sjö,Lund,Ek,Hag,Dal,Forss,Gran,Norr,Söder,Öster,Väster,Hed,Ros,Stål,Ny,Björk,Asp,Blom,Hall`,
    'qvist,ström,berg,gren,lund,mark,man,holm,stedt,vall,dahl,ell,in,feldt,fors,blad,roth,by',
  ],
  doubleFamily: { share: 0.05, joiner: ' ' },
  streetParts: [
    'Stor,Kyrko,Skol,Drottning,Kungs,Järnvägs,Trädgårds,Björk,Ring,Skogs,Strand,Park,Industri,Nygårds,Östra Hamn',
    'gatan,vägen,stigen,gränd,allén,torget,backen',
  ],
  streetForm: '* #',
  cities: `Stockholm;Stockholms län;11120-11864;8
    Göteborg;Västra Götalands län;41101-41875;31
    Malmö;Skåne län;21114-21847;40
    Uppsala;Uppsala län;75220-75758;18
    Västerås;Västmanlands län;72210-72597;21
    Örebro;Örebro län;70210-70597;19
    Linköping;Östergötlands län;58102-58963;13
    Helsingborg;Skåne län;25220-25734;42
    Jönköping;Jönköpings län;55303-55629;36
    Umeå;Västerbottens län;90320-90754;90
    Lund;Skåne län;22220-22732;46`,
  postcode: '000 00',
  callingCode: '46',
  mobile: '70#######,72#######,73#######,76#######',
  fixedDigits: 9,
  legalForms: '* AB,*,* HB,* ekonomisk förening,Stiftelsen *',
  sectors:
    'Bygg,Konsult,Åkeri,Bageri,El,Design,Fastigheter,Teknik,Förlag,Bokhandel,Rör,Event,Trädgård,Snickeri,Data',
  sectorFirst: false,
  jobTitles:
    'VD,Lärare,Sjuksköterska,Projektledare,Ekonom,Ingenjör,Inköpare,Arkitekt,Läkare,Redaktör,Säljare,Kassör',
}
