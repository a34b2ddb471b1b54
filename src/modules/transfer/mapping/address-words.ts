/** The parts of an address as columns name them, without the address they belong to. Compared as `header-words.ts`. */
export const addressParts = {
  street: `street, street address, address, address line 1, address line, address 1, addr1, addr 1, addr, street 1, street name,
    address street, line 1, street and number, road, adres, straat, straatnaam, adresregel 1, adres 1, adresregel, straat en nummer,
    straat en huisnummer, straat huisnummer, strasse, strassenname, strasse und hausnummer, strasse hausnummer, strasse nr, anschrift,
    adresse, adresszeile 1, adresse 1, rue, adresse ligne 1, adresse postale, voie, calle, direccion, direccion 1,
    direccion linea 1, domicilio, calle y numero`,
  house_number: `house number, house no, street number, street no, housenumber, building number, number, huisnummer, huisnr,
    huis nr, hausnummer, hausnr, haus nr, hnr, numero de rue, numero rue, numero de voie, numero de calle, num calle, numero`,
  house_number_addition: `house number addition, house number suffix, addition, huisnummertoevoeging, toevoeging, toev, huisnr toev,
    hausnummerzusatz, bus, busnummer`,
  extra: `address line 2, address 2, addr2, addr 2, street 2, line 2, extended address, address extra, apartment, apt, suite, unit, floor, building,
    adresregel 2, adres 2, adrestoevoeging, adresszusatz, adresszeile 2, adresse 2, zusatz, complement d adresse,
    complement adresse, adresse complement, adresse ligne 2, complement, direccion 2, direccion linea 2, piso, puerta,
    po box, p o box, postbus, postfach, boite postale, apartado`,
  postcode: `postcode, post code, postal code, postalcode, zip, zip code, zipcode, zip postcode, zip postal code, postcode zip,
    postal, zip code postal code, postnummer, plz, postleitzahl, code postal, cp, codepostal, codigo postal`,
  city: `city, town, suburb, locality, city town, town city, place, municipality, stad, plaats, plaatsnaam, woonplaats, gemeente,
    vestigingsplaats, ort, stadt, wohnort, ortschaft, gemeinde, ville, commune, localite, ciudad, localidad, poblacion, municipio`,
  region: `region, state, province, county, state province, state region, province state, state county, prov, territory, provincie, staat,
    gewest, bundesland, kanton, departement, canton, provincia, comunidad autonoma, estado`,
  country: `country, country code, country name, country region, country of residence, nation, landcode, land, landnaam, lands,
    laendercode, landercode, landerkennzeichen, laenderkennzeichen, staat land, pays, code pays, pais, codigo pais, codigo de pais, cpy country`,
} as const

export type AddressPart = keyof typeof addressParts

/** Words in front of (or behind) an address part that say which address it is; the first rank is the likeliest main one. */
export const addressKinds: readonly { kind: string; words: string }[] = [
  {
    kind: 'main',
    words:
      'primary, main, mailing, mail, contact, customer, person, default, postal, post, primair, post anschrift, principal, principale',
  },
  { kind: 'first', words: 'address 1, address1, adres 1, adresse 1, direccion 1' },
  {
    kind: 'home',
    words:
      'home, private, prive, privat, thuis, woon, bezoek, visiting, visit, residential, domicile, particular, casa',
  },
  {
    kind: 'business',
    words:
      'business, work, office, company, cpy, organisation, organization, werk, zakelijk, bedrijf, geschaftlich, arbeit, firma, professionnel, bureau, trabajo, empresa',
  },
  {
    kind: 'shipping',
    words:
      'shipping, ship to, ship, delivery, bezorg, aflever, verzend, levering, liefer, lieferung, versand, livraison, envio, entrega',
  },
  { kind: 'second', words: 'address 2, address 3, other, overig, andere, anderes, weitere, autre, otra' },
  {
    kind: 'billing',
    words:
      'billing, bill to, bill, invoice, invoicing, factuur, facturatie, rechnung, rechnungs, facturation, facturacion',
  },
]
