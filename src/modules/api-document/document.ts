import { fieldsOf } from '#capabilities/custom-fields/definitions.ts'
import { customSchema } from '#capabilities/custom-fields/json-schema.ts'
import { type ApiDocument, describeCustom } from '#capabilities/declaration/api-document.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { openApiDocument } from '#platform/http/openapi.ts'

type WholeDocument = ApiDocument & { openapi: string }

const ofContracts = new WeakMap<Registry, string>()

/** A copy of the document of the contracts, which is made once. */
function contractsOf(registry: Registry): WholeDocument {
  const text =
    ofContracts.get(registry) ??
    JSON.stringify(openApiDocument(registry.modules.flatMap(({ routes }) => (routes ? [routes] : []))))
  ofContracts.set(registry, text)
  return JSON.parse(text)
}

/** Main records lie under the name of their table, and their custom fields in `custom`. */
async function describeTargets(ctx: Ctx, { targets }: Registry, document: ApiDocument): Promise<void> {
  for (const [target, { table, has }] of targets) {
    if (has) continue
    const fields = await fieldsOf(ctx, target)
    if (fields.length === 0) continue
    const name = (way: string) => `custom-${target}-${way}`
    const refs = {
      input: { $ref: `#/components/schemas/${name('input')}` },
      output: { $ref: `#/components/schemas/${name('output')}` },
    }
    for (const way of ['input', 'output'] as const)
      document.components.schemas[name(way)] = customSchema(ctx.access, fields, way)
    for (const [path, operations] of Object.entries(document.paths))
      if (path === `/api/v1/${table}` || path === `/api/v1/${table}/{id}`)
        for (const operation of Object.values(operations)) describeCustom(operation, refs)
  }
}

/** The API as it is in the workspace of the caller: the contracts, and what modules know that the workspace added. */
export async function workspaceDocument(ctx: Ctx): Promise<WholeDocument> {
  const registry = registryOf(ctx.app.events)
  const document = contractsOf(registry)
  await describeTargets(ctx, registry, document)
  for (const { apiDocument } of registry.modules) await apiDocument?.(ctx, document)
  return document
}
