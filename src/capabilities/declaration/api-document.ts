/** An operation of the API as OpenAPI 3.1 describes it. */
export type ApiOperation = {
  operationId: string
  tags: string[]
  summary: string
  parameters: { name: string; in: string; schema: Record<string, unknown> }[]
  requestBody?: { content: Record<string, { schema?: unknown }> }
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>
}

/** The part of an OpenAPI document that modules add to. Paths begin with `/api/v1`. */
export type ApiDocument = {
  paths: Record<string, Record<string, ApiOperation>>
  components: { schemas: Record<string, unknown> }
}

type Schemas = { input: Record<string, unknown>; output: Record<string, unknown> }

/** Says what the property `custom` of the records of an operation holds, wherever it stands. */
export function describeCustom({ requestBody, responses }: ApiOperation, { input, output }: Schemas): void {
  describeIn(requestBody, input)
  describeIn(responses, output)
}

function describeIn(node: unknown, schema: Record<string, unknown>): void {
  if (typeof node !== 'object' || node === null) return
  const { properties } = node as { properties?: Record<string, unknown> }
  if (properties && typeof properties['custom'] === 'object') properties['custom'] = schema
  for (const part of Object.values(node)) describeIn(part, schema)
}
