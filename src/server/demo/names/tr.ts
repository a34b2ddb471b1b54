import type { Locale } from './locale.ts'

export const tr: Locale = {
  country: 'TR',
  language: 'tr',
  share: 1,
  given: {
    female: `Fatma,Ayşe,Emine,Hatice,Zeynep,Elif,Meryem,Şerife,Zehra,Sultan,Hanife,Merve,Havva,Zeliha,Esra,Büşra
      Özlem,Gülay,Defne,Ebru,Tuğba,Yasemin,Selin,Ceren,İrem,Aslı,Pınar,Sevgi,Nur,Çiğdem`,
    male: `Mehmet,Mustafa,Ahmet,Ali,Hüseyin,Hasan,İbrahim,İsmail,Yusuf,Osman,Murat,Ömer,Ramazan,Halil,Süleyman,Emre
      Burak,Can,Eymen,Kerem,Serkan,Hakan,Onur,Barış,Volkan,Umut,Çağrı,Tolga,Kemal,Şahin`,
    neutral: 'Deniz,Umut,Evren,Yağmur',
  },
  family: `Yılmaz,Kaya,Demir,Çelik,Şahin,Yıldız,Yıldırım,Öztürk,Aydın,Özdemir,Arslan,Doğan,Kılıç,Aslan,Çetin,Kara,Koç
    Kurt,Özkan,Şimşek,Polat,Korkmaz,Çakır,Erdoğan,Acar,Güneş,Aktaş,Bulut,Avcı,Taş,Tekin,Güler,Uçar,Işık,Turan
    Keskin,Ünal,Sarı,Duman,Karaca,Ateş,Bozkurt,Coşkun,Sezer,Toprak,Yavuz`,
  familyParts: [
    'Ak,Kara,Öz,Demir,Er,Gün,Yıl,Taş,Bay,Kaya,Alt,Gök,Sarı,Çelik,Boz',
    'türk,oğlu,demir,kaya,taş,men,er,soy,baş,han,can,dağ,su,kan,bey',
  ],
  doubleFamily: { share: 0.04, joiner: ' ' },
  streetParts: [
    'Atatürk ,Cumhuriyet ,İstiklal ,Gül ,Lale ,Fatih ,İnönü ,Zafer ,Barış ,Çınar ,Okul ,Menekşe ,Gazi ',
    'Caddesi,Sokak,Bulvarı',
  ],
  streetForm: '* No: #',
  cities: `İstanbul;İstanbul;34010-34998;212
    Ankara;Ankara;06010-06980;312
    İzmir;İzmir;35010-35990;232
    Bursa;Bursa;16010-16980;224
    Antalya;Antalya;07010-07990;242
    Adana;Adana;01010-01960;322
    Konya;Konya;42010-42990;332
    Eskişehir;Eskişehir;26010-26980;222
    Trabzon;Trabzon;61010-61980;462`,
  postcode: '00000',
  callingCode: '90',
  mobile:
    '505#######,532#######,533#######,535#######,541#######,542#######,544#######,551#######,555#######',
  fixedDigits: 10,
  legalForms: '* Ltd. Şti.,*,* A.Ş.,* Derneği',
  sectors:
    'İnşaat,Ticaret,Turizm,Gıda,Tekstil,Otomotiv,Yayıncılık,Danışmanlık,Lojistik,Mobilya,Elektrik,Yazılım',
  sectorFirst: false,
  jobTitles: 'Müdür,Öğretmen,Hemşire,Muhasebeci,Mühendis,Avukat,Mimar,Doktor,Satış temsilcisi,Gazeteci',
}
