import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import type { Implementation } from './routes.ts'

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, what was kept, and what to do' },
    code: { type: 'string', description: 'Stable; programs decide by it' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    params: { type: 'object', additionalProperties: true },
  },
}

const introduction = `Everything that the staff app does, it does through this API.

- **Who you are**: \`Authorization: Bearer <API key>\`; keys are made under Settings > API keys, or with \`regulars user add --api-key\`.
- **Safe to repeat**: send an \`Idempotency-Key\` with any write; a repeat gets the first answer and has no second effect.
- **No lost changes**: records carry a \`version\`; send it back in \`If-Match\`, and a change that somebody made meanwhile is refused with 412 and the present record.
- **Undo**: a write that can be taken back answers with the header \`Operation-Id\`; \`POST /undos\` with it. Background work has the id of its job, an import its own.
- **Pages**: lists give \`next_cursor\`; send it as \`cursor\` for the next page.
- **Errors** are problem documents (RFC 9457); \`code\` is stable and \`errors\` name the fields.`

/** The OpenAPI 3.1 document of the contracts, made from the same schemas that check the requests. */
export function openApiDocument(implementations: readonly Implementation[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { contract } of implementations) {
    for (const [key, endpoint] of Object.entries(contract) as [RouteKey, Endpoint][]) {
      const [method, path] = key.split(' ') as [string, string]
      const template = `/api/v1${path.replace(/:(\w+)/g, '{$1}')}`
      paths[template] = { ...paths[template], [method.toLowerCase()]: operation(method, path, endpoint) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Regulars', version: '1', description: introduction },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key' },
        session: { type: 'apiKey', in: 'cookie', name: 'regulars.session_token' },
      },
    },
  }
}

const schemaOf = (type: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  }) as Record<string, unknown>
  return schema
}

function parameters(endpoint: Endpoint): object[] {
  const of = (type: z.ZodType | undefined, where: 'path' | 'query') => {
    if (!type) return []
    const schema = schemaOf(type, 'input') as {
      properties?: Record<string, { description?: string }>
      required?: string[]
    }
    return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
      name,
      in: where,
      required: where === 'path' || (schema.required ?? []).includes(name),
      ...(property.description && { description: property.description }),
      ...(name === 'filter' && { style: 'deepObject', explode: true }),
      schema: property,
    }))
  }
  return [...of(endpoint.params, 'path'), ...of(endpoint.query, 'query')]
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})

function operation(method: string, path: string, endpoint: Endpoint): object {
  const write = method !== 'GET'
  const status = endpoint.status ?? (endpoint.response || endpoint.produces ? 200 : 204)
  const known = endpoint.permission !== 'public'
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [path.split('/')[1]],
    summary: endpoint.summary,
    description: [
      `Permission: \`${endpoint.permission}\`.`,
      endpoint.errors && `Problem codes: ${endpoint.errors.map((code) => `\`${code}\``).join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
    security: known ? [{ apiKey: [] }, { session: [] }] : [],
    parameters: [
      ...parameters(endpoint),
      ...(write && known ? [header('Idempotency-Key', 'Makes a repeat safe')] : []),
      ...(endpoint.ifMatch ? [header('If-Match', 'The version that you saw, in quotes')] : []),
      ...(endpoint.revalidates ? [header('If-None-Match', 'The `ETag` of the copy that you have')] : []),
    ],
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
      },
    }),
    ...(endpoint.upload && {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
            },
          },
        },
      },
    }),
    responses: {
      [status]: {
        description: endpoint.summary,
        ...(endpoint.response && {
          content: { 'application/json': { schema: schemaOf(endpoint.response, 'output') } },
        }),
        ...(endpoint.produces && {
          content: Object.fromEntries([endpoint.produces].flat().map((type) => [type, {}])),
        }),
      },
      ...(endpoint.revalidates && { 304: { description: 'It is what `If-None-Match` names' } }),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** Serves the document at /api/openapi.json and, for people, at /api/docs. */
export async function registerOpenApi(
  server: FastifyInstance,
  implementations: readonly Implementation[],
): Promise<void> {
  const document = openApiDocument(implementations)
  await server.register(swagger, { mode: 'static', specification: { document: document as never } })
  server.get('/api/openapi.json', { schema: { hide: true } as never }, async () => document)
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: false,
    uiConfig: { docExpansion: 'none', deepLinking: true, persistAuthorization: false },
  })
}
