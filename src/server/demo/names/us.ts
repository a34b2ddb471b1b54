import type { Locale } from './locale.ts'

export const us: Locale = {
  country: 'US',
  language: 'en',
  share: 7,
  given: {
    female: `Mary,Patricia,Jennifer,Linda,Elizabeth,Barbara,Susan,Jessica,Karen,Sarah,Lisa,Nancy,Sandra,Ashley
      Emily,Kimberly,Donna,Michelle,Carol,Amanda,Melissa,Deborah,Stephanie,Rebecca,Laura,Sharon,Cynthia,Amy
      Kathleen,Angela,Olivia,Sophia,Isabella,Mia,Abigail,Madison,Hannah,Samantha,Brittany,Latoya,Keisha,Maria
      Guadalupe,Brianna,Savannah,Harper,Evelyn,Addison`,
    male: `James,Robert,John,Michael,David,William,Richard,Joseph,Thomas,Christopher,Charles,Daniel,Matthew,Anthony
      Mark,Donald,Steven,Andrew,Paul,Joshua,Kenneth,Kevin,Brian,Timothy,Ronald,George,Jason,Edward,Jeffrey,Ryan
      Jacob,Nicholas,Gary,Eric,Jonathan,Larry,Justin,Scott,Brandon,Benjamin,Samuel,Tyler,Aaron,Jose,Juan,Luis
      Ethan,Mason,Logan,DeShawn,Tyrone,Carlos`,
    neutral: 'Taylor,Jordan,Casey,Riley,Avery,Quinn,Morgan,Skyler',
  },
  family: `Smith,Johnson,Williams,Brown,Jones,Garcia,Miller,Davis,Rodriguez,Martinez,Hernandez,Lopez,Gonzalez,Wilson
    Anderson,Thomas,Taylor,Moore,Jackson,Martin,Lee,Perez,Thompson,White,Harris,Sanchez,Clark,Ramirez,Lewis
    Robinson,Walker,Young,Allen,King,Wright,Scott,Torres,Nguyen,Hill,Flores,Green,Adams,Nelson,Baker,Hall,Rivera
    Campbell,Mitchell,Carter,Roberts,Gomez,Phillips,Evans,Turner,Diaz,Parker,Cruz,Edwards,Collins,Reyes,Stewart
    Morris,Morales,Murphy,Cook,Rogers,Gutierrez,Ortiz,Morgan,Cooper,Peterson,Bailey,Reed,Kelly,Howard,Ramos,Kim
    Cox,Ward,Richardson,Watson,Brooks,Chavez,Wood,James,Bennett,Gray,Mendoza,Ruiz,Hughes,Price,Alvarez,Castillo
    Sanders,Patel,Myers,Long,Ross,Foster,Jimenez,Chen,O'Connor,Washington`,
  familyParts: [
    `Black,Hal,Brad,Carl,Whit,Lang,Green,Hart,Thorn,Wood,Stan,Harring,Elling,Wel,Mar,Win,Ather,Ald,Rock,Good
    Red,Mil,Pem,Fair,Wash,Den,Farn,Kirk,Lock,Rus`,
    `worth,ley,ton,ham,wood,field,ford,well,son,ington,man,berg,stein,hurst,bridge,den,ridge,land,stead,brook
    er,more,croft,low,sen`,
  ],
  doubleFamily: { share: 0.03, joiner: '-' },
  streetParts: [
    `Main,Oak,Maple,Washington,2nd,3rd,Park,Cedar,Elm,Lake,Hill,Walnut,Pine,Lincoln,Sunset,Jefferson
    River,Church,Jackson,Madison,Highland,Willow,Franklin,Cherry,Ridge`,
    ' St, Ave, Dr, Rd, Ln, Blvd, Ct, Way, Pl, Ter',
  ],
  streetForm: '# *',
  cities: `New York;NY;10001-10040;212
    Los Angeles;CA;90001-90068;213
    Chicago;IL;60601-60661;312
    Houston;TX;77002-77099;713
    Phoenix;AZ;85003-85054;602
    Philadelphia;PA;19102-19154;215
    San Antonio;TX;78201-78261;210
    San Diego;CA;92101-92139;619
    Dallas;TX;75201-75254;214
    Austin;TX;78701-78759;512
    San Francisco;CA;94102-94134;415
    Columbus;OH;43201-43240;614
    Seattle;WA;98101-98199;206
    Denver;CO;80202-80249;303
    Boston;MA;02108-02136;617
    Nashville;TN;37201-37221;615
    Portland;OR;97201-97239;503
    Atlanta;GA;30303-30342;404
    Miami;FL;33125-33187;305
    Minneapolis;MN;55401-55455;612
    New Orleans;LA;70112-70131;504
    Ann Arbor;MI;48103-48109;734`,
  postcode: '00000',
  callingCode: '1',
  mobile:
    '9172######,3103######,7734######,8325######,4804######,2673######,9723######,2534######,7203######',
  fixedDigits: 10,
  legalForms: '* Inc.,* LLC,*,* Corp.,* Foundation,* LLP',
  sectors: `Construction,Consulting,Catering,Plumbing,Logistics,Design,Engineering,Bakery,Events,Solutions,Publishing
    Motors,Dental,Roofing,Travel,Interiors,Brewing,Media,Software,Realty,Electric,Insurance,Analytics,Farms`,
  sectorFirst: false,
  jobTitles: `President,Teacher,Registered Nurse,Project Manager,Accountant,Office Manager,Software Engineer,Owner
    Sales Director,Buyer,VP Marketing,Attorney,Architect,Physician,Editor,Treasurer,Curator,Operations Manager`,
}
