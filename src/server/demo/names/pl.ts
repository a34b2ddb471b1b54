import type { Locale } from './locale.ts'

export const pl: Locale = {
  country: 'PL',
  language: 'pl',
  share: 3,
  given: {
    female: `Anna,Maria,Katarzyna,Małgorzata,Agnieszka,Barbara,Ewa,Krystyna,Elżbieta,Magdalena,Joanna,Monika,Zofia
      Teresa,Aleksandra,Julia,Natalia,Zuzanna,Hanna,Danuta,Karolina,Beata,Dorota,Marta,Jadwiga,Irena,Alicja,Halina
      Iwona,Jolanta,Renata,Paulina,Justyna,Wiktoria,Maja,Oliwia,Bożena,Grażyna`,
    male: `Piotr,Krzysztof,Andrzej,Tomasz,Jan,Paweł,Michał,Marcin,Stanisław,Jakub,Adam,Marek,Łukasz,Grzegorz,Mateusz
      Wojciech,Mariusz,Dariusz,Zbigniew,Maciej,Rafał,Robert,Kamil,Jerzy,Szymon,Kacper,Dawid,Józef,Ryszard
      Tadeusz,Bartosz,Antoni,Filip,Sławomir,Mikołaj,Karol,Przemysław,Wiesław`,
    neutral: 'Alex,Sasza,Noa',
  },
  family: `Nowak,Kowalski,Wiśniewski,Wójcik,Kowalczyk,Kamiński,Lewandowski,Zieliński,Szymański,Woźniak,Dąbrowski
    Kozłowski,Jankowski,Mazur,Kwiatkowski,Wojciechowski,Krawczyk,Kaczmarek,Piotrowski,Grabowski,Zając,Pawłowski
    Król,Michalski,Wróbel,Wieczorek,Jabłoński,Nowakowski,Majewski,Olszewski,Stępień,Malinowski,Jaworski,Adamczyk
    Dudek,Nowicki,Pawlak,Górski,Witkowski,Walczak,Sikora,Baran,Rutkowski,Michalak,Szewczyk,Ostrowski,Tomaszewski
    Pietrzak,Zalewski,Wróblewski,Marciniak,Jasiński,Zawadzki,Bąk,Jakubowski,Sadowski,Duda,Włodarczyk,Wilk
    Chmielewski,Borkowski,Sokołowski,Szczepański,Sawicki,Kucharski,Lis,Maciejewski,Kubiak,Kalinowski,Wysocki`,
  familyParts: [
    `Brzo,Kali,Lipo,Gro,Topol,Czar,Biel,Wol,Zal,Ostro,Gór,Wyso,Kras,Młyn,Jawor,Sos,Dęb,Bor,Kos,Rad`,
    'czyński,nowski,wicz,czak,ński,wski,lewski,kowski,czyk,ecki,rski,ewicz,iński,zak,ala',
  ],
  feminine: [
    ['ski', 'ska'],
    ['cki', 'cka'],
    ['dzki', 'dzka'],
  ],
  doubleFamily: { share: 0.05, joiner: '-' },
  streetParts: [
    'ul. ,ul. ,ul. ,al. ,os. ,pl. ',
    `Polna,Leśna,Słoneczna,Krótka,Szkolna,Ogrodowa,Lipowa,Łąkowa,Brzozowa,Kwiatowa,Kościelna,Sosnowa,Zielona,Parkowa
    Mickiewicza,Słowackiego,Kościuszki,Sienkiewicza,Kopernika,Piłsudskiego,Wojska Polskiego,3 Maja,Długa,Wiejska`,
  ],
  streetForm: '* #',
  cities: `Warszawa;mazowieckie;00001-04999;22
    Kraków;małopolskie;30001-31999;12
    Łódź;łódzkie;90001-94413;42
    Wrocław;dolnośląskie;50001-54614;71
    Poznań;wielkopolskie;60001-61894;61
    Gdańsk;pomorskie;80001-80958;58
    Szczecin;zachodniopomorskie;70001-71899;91
    Bydgoszcz;kujawsko-pomorskie;85001-85915;52
    Lublin;lubelskie;20001-20999;81
    Białystok;podlaskie;15001-15959;85
    Katowice;śląskie;40001-40935;32
    Rzeszów;podkarpackie;35001-35959;17
    Toruń;kujawsko-pomorskie;87100-87120;56
    Olsztyn;warmińsko-mazurskie;10001-11041;89
    Kielce;świętokrzyskie;25001-25900;41
    Opole;opolskie;45001-45960;77
    Zielona Góra;lubuskie;65001-66008;68`,
  postcode: '00-000',
  callingCode: '48',
  mobile:
    '501######,512######,531######,601######,602######,661######,691######,721######,781######,791######,881######',
  fixedDigits: 9,
  legalForms: '* Sp. z o.o.,*,* S.A.,Fundacja *,Stowarzyszenie *,* sp.j.,* s.c.',
  sectors: `Bud,Trans,Usługi,Piekarnia,Meble,Instal,Doradztwo,Wydawnictwo,Restauracja,Apteka,Drukarnia,Elektro
    Ogrody,Księgarnia,Serwis,Hurtownia`,
  sectorFirst: true,
  jobTitles: `Dyrektor,Nauczycielka,Pielęgniarka,Księgowa,Inżynier,Właściciel,Kierownik projektu,Specjalista
    Prawniczka,Architekt,Handlowiec,Lekarka,Redaktor`,
}
