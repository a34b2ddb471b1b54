import type { Locale } from './locale.ts'

export const es: Locale = {
  country: 'ES',
  language: 'es',
  share: 4,
  given: {
    female: `María,Carmen,Ana,Isabel,Laura,Cristina,Marta,Lucía,Elena,Paula,Pilar,Rosa,Sara,Raquel,Patricia,Beatriz
      Silvia,Mónica,Sofía,Julia,Alba,Andrea,Irene,Claudia,Nuria,Rocío,Inés,Dolores,Mercedes,Teresa,Montserrat
      Ángela,Noelia,Begoña,María José,Ana María,Leire,Aitana,Carla,Valeria`,
    male: `Antonio,Manuel,José,Francisco,David,Juan,Javier,Daniel,José Antonio,Carlos,Jesús,Alejandro,Miguel,Rafael
      Pedro,Pablo,Ángel,Sergio,Fernando,Jorge,Luis,Alberto,Álvaro,Adrián,Diego,Raúl,Iván,Rubén,Enrique,Óscar
      Ramón,Vicente,Andrés,Joaquín,Hugo,Mateo,Martín,Iker,Jordi,Xavier,Iñaki,Nicolás`,
    neutral: 'Alex,Cruz,Trinidad,Noa',
  },
  family: `García,Rodríguez,González,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Martín,Jiménez,Hernández,Ruiz,Díaz
    Moreno,Muñoz,Álvarez,Romero,Gutiérrez,Alonso,Navarro,Torres,Domínguez,Ramos,Vázquez,Ramírez,Gil,Serrano
    Morales,Molina,Blanco,Suárez,Castro,Ortega,Delgado,Ortiz,Marín,Rubio,Núñez,Medina,Sanz,Castillo,Iglesias
    Cortés,Garrido,Santos,Guerrero,Lozano,Cano,Cruz,Méndez,Flores,Prieto,Herrera,Peña,León,Márquez,Cabrera
    Gallego,Calvo,Vidal,Campos,Reyes,Vega,Fuentes,Carrasco,Díez,Aguilar,Caballero,Nieto,Santana,Pascual,Herrero
    Montero,Hidalgo,Lorenzo,Ibáñez,Giménez,Ferrer,Puig,Etxeberria,de la Fuente,del Río`,
  familyParts: [
    'Monte,Villa,Fuente,Casa,Valde,Pera,Cara,Torre,Alta,Rio,Campo,Bella,Rive,Sal,Mira,Agui,Cas,Bar,Mon,Are',
    'mayor,nueva,sol,seca,verde,flores,mar,rey,rrez,rio,llas,negro,vieja,gado,tero,món,lada,randa,lera,ñes',
  ],
  doubleFamily: { share: 0.9, joiner: ' ' },
  streetParts: [
    'Calle ,Calle de ,Avenida ,Plaza ,Paseo ,Camino ,Ronda ,Travesía ',
    `Mayor,Real,San Juan,Constitución,Cervantes,Alcalá,Goya,Colón,Gran Vía,Santa María,España,Castilla,Velázquez
    Andalucía,San Antonio,Iglesia,Rosario,Sol,Fuente,Olivo`,
  ],
  streetForm: '*, #',
  cities: `Madrid;Madrid;28001-28055;91
    Barcelona;Cataluña;08001-08042;93
    Valencia;Comunidad Valenciana;46001-46026;96
    Sevilla;Andalucía;41001-41020;95
    Zaragoza;Aragón;50001-50022;976
    Málaga;Andalucía;29001-29018;952
    Murcia;Región de Murcia;30001-30012;968
    Palma;Islas Baleares;07001-07015;971
    Bilbao;País Vasco;48001-48015;94
    Alicante;Comunidad Valenciana;03001-03016;965
    Córdoba;Andalucía;14001-14014;957
    Valladolid;Castilla y León;47001-47017;983
    Gijón;Asturias;33201-33213;985
    A Coruña;Galicia;15001-15011;981
    Granada;Andalucía;18001-18015;958
    Santander;Cantabria;39001-39012;942
    Pamplona;Navarra;31001-31016;948`,
  postcode: '00000',
  callingCode: '34',
  mobile: '60#######,61#######,62#######,63#######,64#######,65#######,66#######,67#######,69#######',
  fixedDigits: 9,
  legalForms: '* S.L.,*,* S.A.,* S.L.U.,Asociación *,Fundación *,* S. Coop.',
  sectors: `Construcciones,Transportes,Talleres,Panadería,Consultoría,Bodegas,Farmacia,Editorial,Restaurante
    Instalaciones,Muebles,Viajes,Clínica,Librería,Eventos,Imprenta,Jardinería,Academia`,
  sectorFirst: true,
  jobTitles: `Directora,Profesor,Enfermera,Contable,Ingeniero,Gerente,Abogada,Jefe de proyecto,Comercial,Arquitecta
    Administrativo,Periodista,Responsable de compras,Médica`,
}
