import type { Exchange } from '#platform/http/routes.ts'
import { implement } from '#platform/http/routes.ts'
import { fileHeaders } from '#platform/http/send-file.ts'
import { transferContract } from './contract.ts'
import { streamOf } from './exporting/batches.ts'
import { exportCustomers } from './exporting/export-customers.ts'
import { exportTarget } from './exporting/export-records.ts'
import { takeSlot } from './exporting/slots.ts'
import { cancelImport, changeImport, deleteImport, startCheck, startRun } from './import.ts'
import { listRejections } from './rejections.ts'
import { rejectionsFile } from './rejections-file.ts'
import { demandImport, listImports, toRecord } from './stored-import.ts'
import { listExportTargets, listImportTargets } from './targets.ts'
import { startImportUndo } from './undo-import.ts'
import { uploadImport } from './upload.ts'

/** Sends a file that is made as it leaves. */
const sendFile = (
  { reply }: Exchange,
  { type, name, body }: { type: string; name: string; body: AsyncIterable<string | Uint8Array> },
) => fileHeaders(reply, { kind: 'attachment', name, type }).send(streamOf(body))

export const routes = implement(transferContract, {
  'POST /imports': (ctx, { query }, http) => uploadImport(ctx, query.target, http),
  'GET /imports/targets': (ctx) => listImportTargets(ctx),
  'GET /imports': (ctx, { query }) => listImports(ctx, query),
  'GET /imports/:id': async (ctx, { params }) => toRecord(await demandImport(ctx, params.id)),
  'PATCH /imports/:id': (ctx, { params, body }) => changeImport(ctx, params.id, body),
  'POST /imports/:id/check': (ctx, { params }) => startCheck(ctx, params.id),
  'POST /imports/:id/run': (ctx, { params }) => startRun(ctx, params.id),
  'POST /imports/:id/cancellation': (ctx, { params }) => cancelImport(ctx, params.id),
  'POST /imports/:id/undo': (ctx, { params }) => startImportUndo(ctx, params.id),
  'DELETE /imports/:id': (ctx, { params }) => deleteImport(ctx, params.id),
  'GET /imports/:id/rejections': async (ctx, { params, query }) => {
    await demandImport(ctx, params.id)
    return listRejections(ctx, params.id, query)
  },
  'GET /imports/:id/rejections.csv': async (ctx, { params }, http) =>
    sendFile(http, { type: 'text/csv; charset=utf-8', ...(await rejectionsFile(ctx, params.id)) }),
  'GET /exports/targets': (ctx) => listExportTargets(ctx),
  'GET /exports/records': async (ctx, { query }, http) => {
    takeSlot(ctx, http.reply)
    return sendFile(http, await exportTarget(ctx, query))
  },
  'GET /exports/customers': async (ctx, { query }, http) => {
    takeSlot(ctx, http.reply)
    return sendFile(http, await exportCustomers(ctx, query))
  },
})
