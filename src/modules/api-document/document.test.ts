import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { made } from '#test/support/making.ts'
import { addRecord, boatFields, defineType } from '#test/support/record-types.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.home.admin
})
afterAll(() => app.close())

const fields = [
  ...boatFields,
  { label: 'Worth', type: 'money', currency: 'EUR', read_level: 'full', write_level: 'full' },
]

describe('the document of the API in a workspace', () => {
  it('has each type with its fields, and answers fit it', async () => {
    const { id, key } = await defineType(admin, { fields, plural: 'Ships' })
    const document = made(await admin.get('/openapi'))
    expect(document.openapi).toBe('3.1.0')
    const path = document.paths[`/api/v1/custom-record-types/${key}/records`]
    expect(path.get).toMatchObject({ summary: 'List Ships', tags: ['Ships'] })
    expect(path.get.parameters.map(({ name }: { name: string }) => name)).not.toContain('id')
    const { schema } = path.get.parameters.find(({ name }: { name: string }) => name === 'filter')
    expect(Object.keys(schema.properties)).toContain('custom.kind')
    const schemas = document.components.schemas
    expect(schemas[`record-${key}-input`].properties.kind.anyOf[0]).toEqual({
      type: 'string',
      enum: ['sloop', 'yacht'],
    })
    expect(schemas[`record-${key}-output`].properties.worth.properties.currency).toEqual({ const: 'EUR' })

    const owner = made(await admin.post('/customers', { last_name: 'Owner' })).id
    const custom = { name: 'Stella', kind: 'sloop', length: 7.5, built: '1999-05-31', worth: { amount: 1 } }
    const added = made(await addRecord(admin, key, owner, custom))
    const ajv = new Ajv2020({ strict: false })
    formats.default(ajv)
    ajv.addSchema(document, 'document')
    const validate = ajv.compile({
      $ref: `document#/paths/~1api~1v1~1custom-record-types~1${key}~1records/post/responses/201/content/application~1json/schema`,
    })
    expect(validate(added), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...added, custom: { ...added.custom, kind: 'raft' } })).toBe(false)

    const away = await app.addWorkspace('Away')
    expect(JSON.stringify(made(await away.admin.get('/openapi')))).not.toContain(key)
    made(await admin.put(`/custom-record-types/${id}/access`, { restricted: true, groups: [] }))
    const clerk = await app.home.withScopes('custom-records.full')
    expect(JSON.stringify(made(await clerk.get('/openapi')))).not.toContain(key)
  })

  it('leaves out what somebody may not see, and names the fields of customers', async () => {
    const { key } = await defineType(admin, { fields })
    made(await admin.post('/custom-fields', { target: 'customer', label: 'Shoe size', type: 'number' }))
    const reader = await app.home.withScopes('customers.read', 'custom-records.read')
    const document = made(await reader.get('/openapi'))
    const { schemas } = document.components
    expect(Object.keys(schemas[`record-${key}-output`].properties)).toEqual([
      'name',
      'kind',
      'length',
      'built',
    ])
    expect(schemas['custom-customer-output'].properties).toEqual({
      shoe_size: { title: 'Shoe size', type: 'number' },
    })
    const create = document.paths['/api/v1/customers'].post.requestBody.content['application/json'].schema
    expect(create.properties.custom).toEqual({ $ref: '#/components/schemas/custom-customer-input' })
    // What everybody can read says nothing of a workspace.
    const open = await (await fetch(`${app.url}/api/openapi.json`)).text()
    expect(open).not.toContain('shoe_size')
    expect(open).not.toContain(key)
    expect((await app.anonymous.get('/openapi')).status).toBe(401)
  })
})
