/** A JSON schema as the OpenAPI document holds it (draft 2020-12). */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
}

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }
export type DocumentedAnswer = { content?: Record<string, { schema?: Schema }> }

/** One operation of the document: what may be sent, and every answer it may give. */
export type Operation = {
  key: string
  method: string
  path: string
  parameters: Parameter[]
  body: Schema | undefined
  upload: boolean
  responses: Record<string, DocumentedAnswer>
}

export type OpenApi = {
  paths: Record<string, Record<string, RawOperation>>
  components: { schemas: Record<string, Schema> }
}
type RawOperation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, DocumentedAnswer>
}

export async function readDocument(url: string): Promise<OpenApi> {
  const answer = await fetch(`${url}/api/openapi.json`)
  return (await answer.json()) as OpenApi
}

export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema,
      upload: requestBody?.content['multipart/form-data'] !== undefined,
      responses,
    })),
  )
}
