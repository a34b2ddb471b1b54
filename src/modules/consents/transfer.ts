import type { RecordTransfer, TransferColumn } from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { fileCells } from './file-cells.ts'
import { decisionsAfter } from './queries.ts'
import { writeDecisions } from './transferred.ts'

const column = (
  name: string,
  en: string,
  nl: string,
  more: Partial<TransferColumn> = {},
): TransferColumn => ({
  name,
  words: { en, nl },
  ...more,
})

const columns = [
  column('customer', 'Customer', 'Klant', {
    required: true,
    names: 'customer',
    also: ['customer number', 'klantnummer'],
  }),
  column('purpose', 'Purpose', 'Doel', { required: true, also: ['list', 'lijst', 'subscription'] }),
  column('channel', 'Channel', 'Kanaal', { required: true, also: ['medium'] }),
  column('state', 'State', 'Stand', { required: true, also: ['consent', 'status', 'toestemming', 'opt-in'] }),
  column('decided_at', 'Decided', 'Besloten', {
    also: ['date', 'datum', 'consent date', 'timestamp', 'opt-in date'],
  }),
  column('method', 'How', 'Hoe', { also: ['method', 'wijze'] }),
  column('source', 'Source', 'Bron', { also: ['origin', 'herkomst'] }),
  column('wording', 'Wording', 'Tekst', { also: ['text version', 'tekstversie'] }),
  column('note', 'Note', 'Notitie', { also: ['remark', 'opmerking'] }),
  column('evidence', 'Evidence', 'Bewijs', { also: ['proof', 'ip', 'ip address', 'ip-adres'] }),
]

/** Decisions from files and to them; to a file go those that count, each with its proof. */
export const transfer = async (_ctx: Ctx): Promise<readonly RecordTransfer[]> => [
  {
    name: 'consents',
    words: { en: 'Consents', nl: 'Toestemmingen' },
    permissions: { import: 'consents.full', export: 'consents.full' },
    columns,
    write: (ctx, rows, _options, dry) => writeDecisions(ctx, rows, dry),
    async read(ctx, { after, limit }) {
      const found = await decisionsAfter(ctx, after, limit)
      const counting = found.filter(({ struck }) => !struck)
      return {
        rows: await fileCells(ctx, counting),
        after: found.length < limit ? null : found.at(-1)!.id,
      }
    },
  },
]
