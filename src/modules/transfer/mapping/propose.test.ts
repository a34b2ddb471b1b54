import { expect, test } from 'vitest'
import { proposeMapping } from './propose.ts'

const today = new Date('2026-07-01')
const byNames = (names: string) =>
  Object.fromEntries(
    proposeMapping(
      names.split(',').map((name) => ({ name, samples: [] })),
      true,
      today,
    ).map(({ column, field }) => [column, field]),
  )
const bySamples = (columns: Record<string, string[]>, hasHeader = true) =>
  Object.fromEntries(
    proposeMapping(
      Object.entries(columns).map(([name, samples]) => ({ name, samples })),
      hasHeader,
      today,
    ).map(({ column, field }) => [column, field]),
  )

test('an export of Google Contacts', () => {
  expect(
    byNames(
      'Name,Given Name,Additional Name,Family Name,Name Prefix,Name Suffix,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Phone 2 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Organization 1 - Name,Website 1 - Value',
    ),
  ).toEqual({
    Name: 'ignore',
    'Given Name': 'first_name',
    'Additional Name': 'middle_name',
    'Family Name': 'last_name',
    'Name Prefix': 'name_prefix',
    'Name Suffix': 'name_suffix',
    Birthday: 'birthday',
    Notes: 'note',
    'Group Membership': 'tags',
    'E-mail 1 - Type': 'ignore',
    'E-mail 1 - Value': 'email',
    'E-mail 2 - Value': 'email_2',
    'Phone 1 - Value': 'phone',
    'Phone 2 - Value': 'phone_2',
    'Address 1 - Street': 'street',
    'Address 1 - City': 'city',
    'Address 1 - Postal Code': 'postcode',
    'Address 1 - Country': 'country',
    'Organization 1 - Name': 'company_name',
    'Website 1 - Value': 'website',
  })
})

test('an export of Outlook: one address of three, the mobile number before others, no fax', () => {
  const found = byNames(
    'Title,First Name,Last Name,Company,Job Title,Business Street,Business City,Home Street,Home City,Home Postal Code,Home Country/Region,Business Fax,Business Phone,Home Phone,Mobile Phone,E-mail Address,E-mail 2 Address,Web Page,Categories',
  )
  expect(found).toMatchObject({
    Title: 'name_prefix',
    'Job Title': 'job_title',
    'Business Street': 'ignore',
    'Home Street': 'street',
    'Home Postal Code': 'postcode',
    'Home Country/Region': 'country',
    'Business Fax': 'ignore',
    'Business Phone': 'phone',
    'Mobile Phone': 'phone_2',
    'Home Phone': 'phone_3',
    'E-mail Address': 'email',
    'E-mail 2 Address': 'email_2',
    Categories: 'tags',
  })
})

test.each([
  [
    'Voornaam,Tussenvoegsel,Achternaam,Postcode / ZIP,Woonplaats',
    'first_name,last_name_prefix,last_name,postcode,city',
  ],
  [
    'Vorname,Name,PLZ,Ort,Straße,Hausnr.,Handy',
    'first_name,last_name,postcode,city,street,house_number,phone',
  ],
  [
    'Civilité,Nom,Prénom,Société,Code postal,Ville',
    'name_prefix,last_name,first_name,company_name,postcode,city',
  ],
  ['Nombre,Apellidos,Correo electrónico,País', 'first_name,last_name,email,country'],
  ['Naam,E-mailadres,Btw-nummer', 'name,email,vat_number'],
  ['FNAME,LNAME,Email Address', 'first_name,last_name,email'],
  ['Your e-mail address *,Telefoonnumer', 'email,phone'],
  ['Street,Billing Street,Billing City', 'street,billing_street,billing_city'],
  ['BillingStreet,BillingCity', 'street,city'],
  ['Nom,Ville', 'name,city'],
])('columns %s', (names, fields) => {
  expect(Object.values(byNames(names)).join(',')).toBe(fields)
})

test('the content decides where a name has two meanings, and unmasks names that promise what is not there', () => {
  expect(bySamples({ Title: ['Dr.', 'Mrs'], Name: ['x'] })).toMatchObject({ Title: 'name_prefix' })
  expect(bySamples({ Title: ['Buyer', 'Head of sales'], Name: ['x'] })).toMatchObject({ Title: 'job_title' })
  expect(bySamples({ 'Account number': ['ACCT_0', 'ACCT_1'] })).toEqual({ 'Account number': 'ignore' })
  expect(bySamples({ Type: ['Account', 'Person'] })).toEqual({ Type: 'kind' })
  expect(bySamples({ Type: ['Hot lead'] })).toEqual({ Type: 'ignore' })
  expect(bySamples({ Mail: ['yes', 'no'] })).toEqual({ Mail: 'ignore' })
  expect(bySamples({ Kontakt: ['a@example.org'], x7: ['Deutschland', 'France'] })).toEqual({
    Kontakt: 'email',
    x7: 'country',
  })
})

test('a file without a header is read by its content', () => {
  const columns = {
    'Column 1': ['Jan', 'Piet'],
    'Column 2': ['de Vries', 'Bakker'],
    'Column 3': ['jan@example.org'],
    'Column 4': ['1980-02-03'],
    'Column 5': ['+31612345678'],
  }
  expect(Object.values(bySamples(columns, false))).toEqual([
    'first_name',
    'last_name',
    'email',
    'birthday',
    'phone',
  ])
})

test('no field is given twice', () => {
  const found = byNames('Email,E-mail,email address,Mail,E-Mail-Adresse,City,Town,Notes,Comments,Tags,Labels')
  const fields = Object.values(found).filter((field) => !['ignore', 'note', 'tags'].includes(field))
  expect(new Set(fields).size).toBe(fields.length)
  expect(found).toMatchObject({ Notes: 'note', Comments: 'note', Tags: 'tags', Labels: 'tags' })
})
