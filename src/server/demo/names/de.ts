import type { Locale } from './locale.ts'

export const de: Locale = {
  country: 'DE',
  language: 'de',
  share: 14,
  given: {
    female: `Maria,Ursula,Anna,Sabine,Petra,Monika,Julia,Katharina,Andrea,Stefanie,Claudia,Susanne,Birgit,Nicole
      Heike,Martina,Renate,Karin,Brigitte,Helga,Lena,Laura,Lisa,Sarah,Christina,Melanie,Anja,Silke,Tanja,Kerstin
      Gabriele,Ingrid,Mia,Emma,Hannah,Sophie,Johanna,Clara,Leonie,Charlotte,Frieda,Mathilda,Jana,Franziska
      Antje,Elke,Jutta,Doris,Ilse,Gisela,Ayşe,Greta,Ronja,Jördis,Käthe`,
    male: `Peter,Michael,Thomas,Andreas,Wolfgang,Klaus,Jürgen,Stefan,Christian,Martin,Hans,Frank,Uwe,Günter
      Bernd,Werner,Matthias,Alexander,Daniel,Markus,Jan,Tobias,Sebastian,Florian,Lukas,Felix,Maximilian,Leon,Paul
      Jonas,Ben,Finn,Elias,Noah,Heinz,Horst,Dieter,Manfred,Karl,Helmut,Gerhard,Jörg,Torsten,Sven,Philipp,Moritz
      Jakob,Anton,Emil,Mehmet,Rainer,Holger,Ralf,Götz,Hannes`,
    neutral: 'Robin,Kim,Luca,Sascha,Toni,Mika,Charlie',
  },
  family: `Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,Koch,Bauer,Richter
    Klein,Wolf,Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,Hartmann,Lange,Schmitt,Werner,Schmitz
    Krause,Meier,Lehmann,Schmid,Schulze,Maier,Köhler,Herrmann,König,Walter,Mayer,Huber,Kaiser,Fuchs,Peters,Lang
    Scholz,Möller,Weiß,Jung,Hahn,Schubert,Vogel,Friedrich,Keller,Günther,Frank,Berger,Winkler,Roth,Beck,Lorenz
    Baumann,Franke,Albrecht,Schuster,Simon,Ludwig,Böhm,Winter,Kraus,Martin,Schumacher,Krämer,Vogt,Stein,Jäger
    Otto,Sommer,Groß,Seidel,Heinrich,Brandt,Haas,Schreiber,Graf,Dietrich,Ziegler,Kuhn,Kühn,Pohl,Engel,Horn
    Busch,Bergmann,Thomas,Voigt,Sauer,Arnold,Wolff,Pfeiffer,von Hagen,Yıldız,Öztürk`,
  familyParts: [
    `Stein,Linden,Eich,Berg,Wald,Ober,Nieder,Rosen,Silber,Buchen,Birken,Kirch,Mühl,Brunn,Acker,Haber,Feld,Stock
    Hohen,Alten,Neu,Schön,Wester,Oster,Königs,Löwen,Grün,Weiden,Hasel,Ahorn`,
    `mann,bauer,berger,müller,hofer,maier,feld,bach,stein,brunner,thal,huber,wald,egger,kamp,meister,hauser,ner
    scheid,hoff,burg,reiter,rath,mayr,mayer`,
  ],
  doubleFamily: { share: 0.04, joiner: '-' },
  streetParts: [
    `Haupt,Schul,Garten,Bahnhof,Dorf,Berg,Kirch,Wald,Linden,Wiesen,Ring,Goethe,Schiller,Mozart,Rosen,Birken
    Mühlen,Feld,Buchen,Ahorn,Amsel,Friedhof,Park,Beethoven,Jahn,Eichen,Industrie,Hafen`,
    'straße,weg,allee,platz,gasse,ring,ufer,damm',
  ],
  streetForm: '* #',
  cities: `Berlin;Berlin;10115-14199;30
    Hamburg;Hamburg;20095-22769;40
    München;Bayern;80331-81929;89
    Köln;Nordrhein-Westfalen;50667-51149;221
    Frankfurt am Main;Hessen;60306-60599;69
    Stuttgart;Baden-Württemberg;70173-70629;711
    Düsseldorf;Nordrhein-Westfalen;40210-40629;211
    Leipzig;Sachsen;04103-04357;341
    Dortmund;Nordrhein-Westfalen;44135-44388;231
    Essen;Nordrhein-Westfalen;45127-45359;201
    Bremen;Bremen;28195-28779;421
    Dresden;Sachsen;01067-01328;351
    Hannover;Niedersachsen;30159-30659;511
    Nürnberg;Bayern;90402-90491;911
    Münster;Nordrhein-Westfalen;48143-48167;251
    Freiburg im Breisgau;Baden-Württemberg;79098-79117;761
    Kiel;Schleswig-Holstein;24103-24159;431
    Erfurt;Thüringen;99084-99099;361
    Rostock;Mecklenburg-Vorpommern;18055-18147;381
    Mainz;Rheinland-Pfalz;55116-55131;6131
    Magdeburg;Sachsen-Anhalt;39104-39130;391
    Potsdam;Brandenburg;14467-14482;331
    Saarbrücken;Saarland;66111-66133;681`,
  postcode: '00000',
  callingCode: '49',
  mobile: '151########,152########,157########,160#######,170#######,171#######,175#######,176########',
  fixedDigits: 10,
  legalForms: '* GmbH,*,* GmbH & Co. KG,* e.V.,* UG (haftungsbeschränkt),* AG,* OHG,* gGmbH',
  sectors: `Bau,Elektrotechnik,Bäckerei,Spedition,Immobilien,Gastronomie,Beratung,Software,Metallbau,Gartenbau
    Apotheke,Verlag,Veranstaltungen,Medizintechnik,Haustechnik,Steuerberatung,Druckerei,Tischlerei,Logistik
    Weinhandel,Reisen,Musikschule,Werbung,Maschinenbau`,
  sectorFirst: false,
  jobTitles: `Geschäftsführer,Lehrerin,Ingenieur,Projektleiter,Sachbearbeiterin,Buchhalter,Vertriebsleiter,Ärztin
    Einkäuferin,Softwareentwickler,Pressesprecherin,Architekt,Meister,Vorstand,Schatzmeister,Redakteurin`,
}
