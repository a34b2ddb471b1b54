import { Avatar } from '../../../kit/avatar.tsx'
import { IconArrowRight, IconPlus, IconUpload } from '../../../kit/icons.ts'
import { call } from '../../shared/api.ts'
import type { PaletteItem, SearchProvider, Tools } from '../../shared/ui-module.ts'
import { numberOf } from './columns.tsx'
import classes from './palette.module.css'

/**
 * Customers as one types, beside the name what was found when that is something else; under them records of other
 * kinds.
 */
export const customerSearch: SearchProvider = {
  heading: 'customers:list.title',
  permission: 'customers.read',
  async find(text, signal, { t }) {
    const { customers, records } = await call('GET /search', { query: { q: text, limit: 8 }, signal })
    const people = customers.map((hit): PaletteItem => {
      const value = {
        name: null,
        'similar-name': t('customers:list.match.similar'),
        number: null,
        company: hit.company_name,
        email: hit.email,
        phone: hit.phone,
        vat_number: hit.vat_number,
      }[hit.matched]
      const company = hit.company_name && hit.company_name !== hit.name ? hit.company_name : null
      const status = hit.status === 'active' ? null : t(`customers:list.status.${hit.status}`)
      return {
        id: hit.id,
        label: hit.name,
        detail: [...new Set([status, value, company ?? hit.email ?? hit.city])].filter(Boolean).join(' · '),
        icon: <Avatar name={hit.name} photo={hit.photo_url} square={hit.kind === 'organisation'} />,
        trailing: <span className={classes.number}>{numberOf(hit)}</span>,
        to: `/customers/${hit.id}`,
      }
    })
    const others = records.map(
      ({ kind, kind_label, id, title, detail, path }): PaletteItem => ({
        id: `${kind} ${id}`,
        label: title,
        ...(detail && { detail }),
        icon: <IconArrowRight size={16} stroke={1.75} aria-hidden />,
        to: path,
        heading: kind_label,
      }),
    )
    return [...people, ...others]
  },
}

export function customerCommands({ t, can, go }: Tools): PaletteItem[] {
  const commands: PaletteItem[] = []
  if (can('customers.write')) {
    commands.push({
      id: 'customer-new',
      label: t('customers:list.new'),
      also: t('customers:list.command.newAlso'),
      icon: <IconPlus size={16} stroke={1.75} aria-hidden />,
      keys: 'n',
      run: () => go('/customers/new'),
    })
  }
  if (can('customers.import')) {
    commands.push({
      id: 'customer-import',
      label: t('customers:list.command.import'),
      also: t('customers:list.command.importAlso'),
      icon: <IconUpload size={16} stroke={1.75} aria-hidden />,
      run: () => go('/imports'),
    })
  }
  return commands
}
