import type { Locale } from './locale.ts'

export const it: Locale = {
  country: 'IT',
  language: 'it',
  share: 4,
  given: {
    female: `Maria,Anna,Giulia,Francesca,Chiara,Sara,Laura,Valentina,Martina,Paola,Elena,Silvia,Alessandra,Federica
      Giovanna,Rosa,Angela,Roberta,Sofia,Aurora,Giorgia,Alice,Ginevra,Beatrice,Emma,Camilla,Lucia,Teresa,Daniela
      Monica,Simona,Cristina,Ilaria,Elisa,Serena,Noemi,Rita,Graziella`,
    male: `Giuseppe,Antonio,Marco,Giovanni,Francesco,Andrea,Luca,Alessandro,Mario,Roberto,Stefano,Paolo,Luigi
      Lorenzo,Matteo,Davide,Simone,Fabio,Salvatore,Vincenzo,Leonardo,Riccardo,Gabriele,Tommaso,Edoardo,Pietro
      Filippo,Michele,Claudio,Massimo,Enrico,Giorgio,Nicolò,Daniele,Emanuele,Alberto,Angelo,Domenico`,
    neutral: 'Andrea,Celeste,Alex,Diamante',
  },
  family: `Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,De Luca,Mancini
    Costa,Giordano,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Santoro,Mariani,Rinaldi,Caruso,Ferrara,Galli,Martini
    Leone,Longo,Gentile,Martinelli,Vitale,Lombardo,Serra,Coppola,De Santis,D'Angelo,Marchetti,Parisi,Villa,Conte
    Ferraro,Ferri,Fabbri,Bianco,Marini,Grasso,Valentini,Messina,Sala,De Angelis,Gatti,Pellegrini,Palumbo,Sanna
    Farina,Rizzi,Monti,Cattaneo,Morelli,Amato,Silvestri,Mazza,Testa,Grassi,Pellegrino,Carbone,Giuliani,D'Amico`,
  familyParts: [
    'Bell,Monte,Casti,Pell,Mart,Gall,Ross,Bern,Font,Cavall,Ferr,Sant,Bat,Zan,Brun,Lazz,Marc,Pier,Tom,Guid',
    'ini,etti,elli,oni,ari,ella,accio,ucci,azzi,otti,asso,aro,ato,olo,igli,erini,acci,one,esi,ani',
  ],
  doubleFamily: { share: 0.02, joiner: ' ' },
  streetParts: [
    'Via ,Viale ,Piazza ,Corso ,Vicolo ,Largo ,Via della ',
    `Roma,Garibaldi,Mazzini,Marconi,Dante,Verdi,Cavour,Libertà,Vittorio Emanuele,Matteotti,Gramsci,Leopardi,Pascoli
    Repubblica,Europa,Stazione,Manzoni,Kennedy,San Francesco,Resistenza`,
  ],
  streetForm: '* #',
  cities: `Roma;Lazio;00118-00199;06
    Milano;Lombardia;20121-20162;02
    Napoli;Campania;80121-80147;081
    Torino;Piemonte;10121-10156;011
    Palermo;Sicilia;90121-90151;091
    Genova;Liguria;16121-16167;010
    Bologna;Emilia-Romagna;40121-40141;051
    Firenze;Toscana;50121-50145;055
    Bari;Puglia;70121-70132;080
    Catania;Sicilia;95121-95131;095
    Venezia;Veneto;30121-30176;041
    Verona;Veneto;37121-37142;045
    Trieste;Friuli-Venezia Giulia;34121-34151;040
    Cagliari;Sardegna;09121-09134;070
    Perugia;Umbria;06121-06135;075
    Trento;Trentino-Alto Adige;38121-38123;0461
    Ancona;Marche;60121-60131;071`,
  postcode: '00000',
  callingCode: '39',
  mobile:
    '320#######,328#######,333#######,335#######,338#######,339#######,340#######,347#######,349#######',
  fixedDigits: 10,
  legalForms: '* S.r.l.,*,* S.p.A.,* S.n.c.,* S.a.s.,Associazione *,Fondazione *',
  sectors: `Officina,Panificio,Trasporti,Costruzioni,Studio,Ristorante,Farmacia,Edizioni,Cantina,Impianti,Tipografia
    Viaggi,Arredamenti,Pasticceria,Libreria,Agenzia,Teatro`,
  sectorFirst: true,
  jobTitles: `Direttore,Insegnante,Infermiera,Ragioniere,Ingegnere,Titolare,Avvocata,Responsabile acquisti,Architetto
    Segretaria,Giornalista,Medico,Responsabile marketing`,
}
