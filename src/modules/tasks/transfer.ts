import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import type { RecordTransfer, TransferColumn } from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { customCells, customColumns, fieldsInFiles } from './custom-columns.ts'
import { writeTasks } from './transferred.ts'

const column = (
  name: string,
  en: string,
  nl: string,
  more: Omit<TransferColumn, 'name' | 'words'> = {},
): TransferColumn => ({ name, words: { en, nl }, ...more })

type Line = {
  id: string
  number: number
  title: string
  description: string | null
  assignee: string | null
  individual: number | null
  due_on: string | null
  remind_at: string | null
  every: number | null
  unit: string | null
  done_on: string | null
  custom: StoredCustom
}

const transferWith = (fields: readonly CustomField[]): RecordTransfer => ({
  name: 'tasks',
  words: { en: 'Tasks', nl: 'Taken' },
  permissions: { import: 'tasks.write', export: 'tasks.read' },
  columns: [
    column('customer', 'Customer', 'Klant', { required: true, names: 'customer' }),
    column('title', 'Task', 'Taak', {
      required: true,
      also: ['title', 'subject', 'what', 'to do', 'todo', 'titel', 'onderwerp', 'wat'],
    }),
    column('description', 'Description', 'Omschrijving', {
      also: ['details', 'notes', 'remark', 'beschrijving', 'toelichting', 'opmerking'],
    }),
    column('assignee', 'Assigned to', 'Toegewezen aan', {
      also: [
        'assignee',
        'owner',
        'responsible',
        'colleague',
        'behandelaar',
        'verantwoordelijke',
        'medewerker',
      ],
    }),
    column('individual', 'Individual who does it', 'Persoon die het doet', { names: 'customer' }),
    column('due_on', 'Due', 'Uiterlijk', {
      holds: 'date',
      also: ['due date', 'deadline', 'due on', 'vervaldatum', 'einddatum', 'datum'],
    }),
    column('remind_at', 'Reminder', 'Herinnering', { also: ['remind at', 'reminder at'] }),
    column('repeat', 'Repeats every', 'Herhaalt elke', { also: ['repeat', 'recurrence', 'herhaling'] }),
    column('done_on', 'Done on', 'Gedaan op', {
      holds: 'date',
      also: ['done', 'completed', 'completed on', 'completion date', 'gedaan', 'afgerond', 'afgerond op'],
    }),
    ...customColumns(fields),
  ],
  write: (ctx, rows, options) => writeTasks(ctx, rows, options, fields),
  async read(ctx, { after, limit }) {
    const found = await ctx.rows<Line>(
      `SELECT t.id, c.number, t.title, t.description, s.name AS assignee, i.number AS individual, t.due_on, t.remind_at,
              t.repeat_every AS every, t.repeat_unit AS unit, (t.done_at AT TIME ZONE 'UTC')::date AS done_on, t.custom
       FROM tasks t
       JOIN customers c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
       LEFT JOIN customers i ON i.workspace_id = t.workspace_id AND i.id = t.assignee_customer_id
       LEFT JOIN staff_members s ON s.workspace_id = t.workspace_id AND s.id = t.assignee_id
       WHERE t.workspace_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3`,
      [ctx.workspaceId, after ?? '00000000-0000-0000-0000-000000000000', limit],
    )
    const cells = await customCells(ctx, fields, found)
    const rows = found.map(({ id: _, number, individual, every, unit, custom: _c, ...line }, i) => ({
      ...line,
      customer: `C-${number}`,
      individual: individual === null ? null : `C-${individual}`,
      repeat: every === null ? null : `${every} ${unit}`,
      ...cells[i],
    }))
    return { rows, after: found.length < limit ? null : found.at(-1)!.id }
  },
})

/** Tasks from files and to them, with their own fields. */
export const transfer = async (ctx: Ctx): Promise<readonly RecordTransfer[]> => [
  transferWith(await fieldsInFiles(ctx)),
]
