import { customFilters, customSchema } from '#capabilities/custom-fields/json-schema.ts'
import {
  type ApiDocument,
  type ApiOperation,
  describeCustom,
} from '#capabilities/declaration/api-document.ts'
import type { Ctx } from '#platform/context.ts'
import { fieldsOfType } from './fields.ts'
import type { RecordType } from './shapes.ts'
import { readableTypes } from './type-queries.ts'

const ofAnyType = '/api/v1/custom-record-types/{id}/records'
const one = '/api/v1/custom-records/{id}'
const nameOf = (type: RecordType, way: string) => `record-${type.key}-${way}`
const refTo = (type: RecordType, way: string) => ({ $ref: `#/components/schemas/${nameOf(type, way)}` })

/** The operations of the records of one type: those of any type, with its fields. */
function operationsOf(type: RecordType, filters: object, operations: Record<string, ApiOperation>) {
  const own = structuredClone(operations)
  const words: Record<string, string> = {
    get: `List ${type.plural}`,
    post: `Add a ${type.singular} to a customer`,
  }
  for (const [method, operation] of Object.entries(own)) {
    operation.operationId += `-${type.key}`
    operation.tags = [type.plural]
    operation.summary = words[method] ?? operation.summary
    operation.parameters = operation.parameters.filter(({ in: where }) => where !== 'path')
    describeCustom(operation, { input: refTo(type, 'input'), output: refTo(type, 'output') })
    for (const { name, schema } of operation.parameters)
      if (name === 'filter') schema['properties'] = { ...(schema['properties'] as object), ...filters }
  }
  return own
}

/** Gives each type that the caller may see operations of its own, with schemas of its fields. */
export async function apiDocument(ctx: Ctx, { paths, components }: ApiDocument): Promise<void> {
  const types = await readableTypes(ctx)
  for (const type of types) {
    const fields = await fieldsOfType(ctx, type)
    for (const way of ['input', 'output'] as const)
      components.schemas[nameOf(type, way)] = {
        title: type.singular,
        ...customSchema(ctx.access, fields, way),
      }
    paths[`/api/v1/custom-record-types/${type.key}/records`] = operationsOf(
      type,
      customFilters(ctx.access, fields),
      paths[ofAnyType]!,
    )
  }
  if (types.length === 0) return
  const any = (way: string) => ({ anyOf: types.map((type) => refTo(type, way)) })
  for (const operation of Object.values(paths[one]!))
    describeCustom(operation, { input: any('input'), output: any('output') })
}
