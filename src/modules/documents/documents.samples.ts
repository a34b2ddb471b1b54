import { customer, formWith, type Maker, made, unique } from '#test/support/making.ts'

const textFile = () => formWith(new File([`${unique('document')}\n`], 'note.txt', { type: 'text/plain' }))

const document: Maker = async (owner) =>
  made(await owner.visitor.post(`/customers/${await customer(owner)}/documents`, textFile())).id

export const makers: Readonly<Record<string, Maker>> = { documents: document }
export const uploads: Readonly<Record<string, () => FormData>> = { documents: textFile }
