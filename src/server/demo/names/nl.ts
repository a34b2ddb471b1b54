import type { Locale } from './locale.ts'

export const nl: Locale = {
  country: 'NL',
  language: 'nl',
  share: 34,
  given: {
    female: `Maria,Anna,Johanna,Emma,Sophie,Julia,Lisa,Sanne,Eva,Anouk,Fleur,Femke,Lotte,Iris,Marieke,Monique
      Esther,Linda,Ingrid,Saskia,Petra,Marjan,Wilma,Anja,Karin,Mieke,Hanneke,Annelies,Roos,Nienke,Maaike,Tess
      Noor,Sara,Zoë,Isa,Fenna,Jasmijn,Willemijn,Liesbeth,Margriet,Trees,Truus,Corrie,Ellen,Yvonne,Marloes
      Renske,Evi,Liv,Mila,Nora,Yara,Fatima,Samira,Naomi,Desirée,Chantal,Geertje,Sietske`,
    male: `Jan,Johannes,Peter,Hendrik,Daan,Thomas,Kees,Piet,Willem,Dirk,Jeroen,Mark,Erik,Bas,Tim,Lars,Sem,Luuk
      Bram,Thijs,Ruben,Sander,Martijn,Michiel,Maarten,Gerard,Henk,Joop,Wim,Frans,Ton,Theo,Arjen,Wouter,Pieter
      Joris,Stijn,Niels,Rob,Ron,Hans,Rik,Koen,Floris,Casper,Mohamed,Youssef,Gijs,Teun,Jurriaan,Siebe,Sjoerd
      Tjeerd,Anton,Bart,Cornelis,Gerrit,Klaas,Levi,Noah`,
    neutral: 'Robin,Kim,Sam,Jamie,Charlie,Noa,Sky,Bo',
  },
  family: `de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Janssen,Visser,Smit,Meijer,de Boer,Mulder
    de Groot,Bos,Vos,Peters,Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,Dijkstra,Smits,de Graaf,van der Meer
    van der Linden,Kok,Jacobs,de Haan,Vermeulen,van den Heuvel,van de Ven,van der Veen,van den Broek,de Bruijn
    de Bruin,Schouten,van Beek,Willems,van Vliet,van der Heijden,Hoekstra,van Dam,Koster,Verhoeven,Maas,Prins
    Blom,Huisman,Peeters,de Jonge,Kuipers,van Veen,Kuiper,Post,Kramer,van Wijk,Postma,van den Brink,Veenstra
    Gerritsen,Martens,de Lange,van der Wal,van Loon,Groen,Bosch,van der Velde,van Dongen,van der Laan,Wolters
    de Leeuw,van Doorn,Hofman,Molenaar,Schipper,Timmermans,van Rijn,Driessen,Sanders,Scholten,Evers,Boersma
    van Es,Hermans,van der Pol,Kuijpers,Bouwman,Zijlstra,van Schaik,Verbeek,Wiersma,Lammers,Brandsma,Pronk
    van 't Hof,ten Brinke,op den Kamp,IJzerman,El Amrani,Yılmaz,Pinas`,
  familyParts: [
    `van der ,van den ,Ooster,Wester,Hoog,Lage,Nieuwen,Oude,Groene,Water,Berken,Molen,Stein,Roos,Wolf,Heide
    Konings,Schilder,Linden,Duin,Veld,Zand,Hage,Brand,Eiken,Rozen,Kerk,Klaver,Vogel,Ravens`,
    `berg,huis,veld,beek,kamp,hof,dijk,burg,stra,huizen,meer,broek,zand,weide,horst,bosch,mans,wijk,waard,sma
    daal,kerk,laar,poort,man,brink,hout,voort,boom,stein`,
  ],
  doubleFamily: { share: 0.06, joiner: '-' },
  streetParts: [
    `Kerk,Dorps,School,Molen,Linden,Beatrix,Wilhelmina,Juliana,Eiken,Beuken,Stations,Julianapark,Nieuw,Oranje
    Haven,Markt,Singel,Berken,Kastanje,Prins Hendrik,Tulpen,Rozen,Vondel,Rembrandt,Ooster,Wester,Zuider,Noorder
    Zee,Parallel,Industrie,Merel,Vijver,Koning Willem III-,Burgemeester de Wit`,
    'straat,weg,laan,plein,kade,singel,hof,dijk,plantsoen,pad',
  ],
  streetForm: '* #',
  cities: `Amsterdam;Noord-Holland;1011-1109;20
    Rotterdam;Zuid-Holland;3011-3089;10
    Den Haag;Zuid-Holland;2491-2597;70
    Utrecht;Utrecht;3511-3585;30
    Eindhoven;Noord-Brabant;5611-5658;40
    Groningen;Groningen;9711-9747;50
    Tilburg;Noord-Brabant;5011-5049;13
    Almere;Flevoland;1311-1363;36
    Breda;Noord-Brabant;4811-4847;76
    Nijmegen;Gelderland;6511-6546;24
    Apeldoorn;Gelderland;7311-7339;55
    Haarlem;Noord-Holland;2011-2037;23
    Arnhem;Gelderland;6811-6846;26
    Enschede;Overijssel;7511-7548;53
    Amersfoort;Utrecht;3811-3829;33
    Zwolle;Overijssel;8011-8043;38
    Leiden;Zuid-Holland;2311-2334;71
    Maastricht;Limburg;6211-6229;43
    Dordrecht;Zuid-Holland;3311-3329;78
    Leeuwarden;Friesland;8911-8941;58
    's-Hertogenbosch;Noord-Brabant;5211-5237;73
    Delft;Zuid-Holland;2611-2629;15
    Deventer;Overijssel;7411-7437;570
    Middelburg;Zeeland;4331-4341;118
    Assen;Drenthe;9401-9408;592
    Hoorn;Noord-Holland;1621-1628;229
    Gouda;Zuid-Holland;2801-2809;182
    Venlo;Limburg;5911-5928;77
    Sneek;Friesland;8601-8608;515
    Hilversum;Noord-Holland;1211-1223;35`,
  postcode: '0000 AA',
  callingCode: '31',
  mobile: '61#######,62#######,63#######,64#######,65#######',
  fixedDigits: 9,
  legalForms: '* B.V.,*,Stichting *,* V.O.F.,* Holding B.V.,Vereniging *,* N.V.,Coöperatie * U.A.',
  sectors: `Bouw,Installatietechniek,Advies,Bakkerij,Transport,Makelaardij,Horeca,Design,Automatisering,Catering
    Evenementen,Fysiotherapie,Accountants,Hoveniers,Uitgeverij,Theater,Muziekschool,Reizen,Logistiek,Interieur
    Schilderwerken,Notariaat,Groothandel,Fietsen,Drukkerij`,
  sectorFirst: false,
  jobTitles: `Directeur,Docent,Verpleegkundige,Projectleider,Administratief medewerker,Eigenaar,Boekhouder,Adviseur
    Accountmanager,Inkoper,Beleidsmedewerker,Architect,Software-ontwikkelaar,Communicatiemedewerker,Huisarts
    Office manager,Redacteur,Programmamaker,Penningmeester,Monteur`,
}
