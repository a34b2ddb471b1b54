import type { Locale } from './locale.ts'

export const gb: Locale = {
  country: 'GB',
  language: 'en',
  share: 9,
  given: {
    female: `Margaret,Susan,Sarah,Emma,Elizabeth,Mary,Olivia,Amelia,Isla,Ava,Emily,Jessica,Sophie,Grace,Lily,Karen
      Julie,Helen,Claire,Nicola,Rachel,Rebecca,Laura,Charlotte,Victoria,Jane,Louise,Alison,Fiona,Catherine
      Patricia,Christine,Linda,Jacqueline,Hannah,Lucy,Holly,Chloe,Freya,Poppy,Harriet,Florence,Matilda,Zara
      Aisha,Priya,Siobhan,Bronwen,Morag,Niamh,Daisy,Imogen`,
    male: `David,John,James,Michael,Paul,Andrew,Peter,Robert,Mark,Richard,William,Stephen,Thomas,Christopher,Oliver
      George,Harry,Noah,Jack,Leo,Arthur,Oscar,Charlie,Henry,Alfie,Simon,Ian,Kevin,Alan,Graham,Keith,Gareth,Rhys
      Callum,Hamish,Angus,Fergus,Matthew,Daniel,Joseph,Samuel,Benjamin,Adam,Luke,Ryan,Nathan,Mohammed,Imran,Raj
      Nigel,Clive,Rupert,Alistair`,
    neutral: 'Alex,Sam,Robin,Jamie,Charlie,Morgan,Taylor,Rowan',
  },
  family: `Smith,Jones,Williams,Taylor,Brown,Davies,Evans,Wilson,Thomas,Johnson,Roberts,Robinson,Thompson,Wright
    Walker,White,Edwards,Hughes,Green,Hall,Lewis,Harris,Clarke,Patel,Jackson,Wood,Turner,Martin,Cooper,Hill
    Ward,Morris,Moore,Clark,Lee,King,Baker,Harrison,Morgan,Allen,James,Scott,Phillips,Watson,Davis,Parker,Price
    Bennett,Young,Griffiths,Mitchell,Kelly,Cook,Carter,Richardson,Bailey,Collins,Bell,Shaw,Murphy,Miller,Cox
    Richards,Khan,Marshall,Anderson,Simpson,Ellis,Adams,Singh,Begum,Wilkinson,Foster,Chapman,Powell,Webb,Rogers
    Gray,Mason,Ali,Hunt,Hussain,Campbell,Matthews,Owen,Palmer,Holmes,Mills,Barnes,Knight,Lloyd,Butler,Russell
    Barker,Fisher,Stevens,Jenkins,Murray,Dixon,Harvey,O'Brien,MacDonald,McKenzie,Fraser,Okafor`,
  familyParts: [
    `Ash,Black,Brad,Haw,Whit,Lang,Green,Hart,Thorn,Wood,Stan,Holling,Elling,Wel,Mar,Win,Ather,Ald,Stock,Hamp
    Red,Milli,Pem,Fair,Shef,Den,Farn,Kirk,Lock,Rus`,
    `worth,ley,ton,ham,wood,field,ford,well,combe,ington,bury,by,shaw,hurst,bridge,den,ridge,land,stead,brook
    gate,man,croft,low,son`,
  ],
  doubleFamily: { share: 0.03, joiner: '-' },
  streetParts: [
    `High,Station,Church,Park,Victoria,Green,Manor,Kings,Queens,New,Grange,Mill,Albert,York,London
    Springfield,George,Windsor,Alexandra,Broad,Chapel,Orchard,Meadow,Highfield,Stanley`,
    ' Road, Street, Lane, Avenue, Close, Drive, Way, Crescent, Terrace, Gardens',
  ],
  streetForm: '# *',
  cities: `London;Greater London;SE1-28;207
    Manchester;Greater Manchester;M1-35;1612
    Birmingham;West Midlands;B1-48;1212
    London;Greater London;SW2-20;2087
    Leeds;West Yorkshire;LS1-29;1132
    Glasgow;Glasgow City;G1-46;1412
    Liverpool;Merseyside;L1-38;1512
    Bristol;Bristol;BS1-16;1179
    Sheffield;South Yorkshire;S1-14;1142
    Edinburgh;City of Edinburgh;EH1-17;1312
    Cardiff;Cardiff;CF3-24;292
    Leicester;Leicestershire;LE1-9;1162
    Nottingham;Nottinghamshire;NG1-16;1159
    Newcastle upon Tyne;Tyne and Wear;NE1-13;1912
    Brighton;East Sussex;BN1-3;1273
    Oxford;Oxfordshire;OX1-4;1865
    Cambridge;Cambridgeshire;CB1-5;1223
    York;North Yorkshire;YO1-32;1904
    Exeter;Devon;EX1-6;1392
    Norwich;Norfolk;NR1-16;1603
    Aberdeen;Aberdeen City;AB10-16;1224
    Bath;Somerset;BA1-2;1225`,
  postcode: 'n #AA',
  callingCode: '44',
  mobile:
    '7400######,7500######,7711######,7712######,7800######,7811######,7900######,7921######,7415######',
  fixedDigits: 10,
  legalForms: '* Ltd,*,* Limited,* LLP,* CIC,* plc,* Trust',
  sectors: `Construction,Consulting,Catering,Plumbing,Logistics,Design,Engineering,Bakery,Events,Solutions,Publishing
    Motors,Dental,Joinery,Travel,Interiors,Brewery,Theatre,Accountants,Landscapes,Software,Estates,Electrical,Media`,
  sectorFirst: false,
  jobTitles: `Director,Teacher,Nurse,Project Manager,Accountant,Office Manager,Software Engineer,Sales Manager,Buyer
    Head of Marketing,Solicitor,Architect,General Practitioner,Editor,Treasurer,Curator,Operations Manager,Owner`,
}
