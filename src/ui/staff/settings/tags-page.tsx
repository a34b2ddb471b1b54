import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { Loaded, SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { type TagChange, TagDialog } from './tag-dialog.tsx'
import { attempt } from './use-saving.ts'

export type Tag = Result<'GET /tags'>['items'][number]

export default function TagsPage() {
  const t = useT('settings')
  const [q, setQ] = useState('')
  const query = useQuery({
    ...read('GET /tags', { query: { limit: 1000, ...(q && { q }) } }),
    placeholderData: (before) => before,
  })
  const [change, setChange] = useState<TagChange | null>(null)
  const search = (
    <TextInput
      aria-label={t('tag.find')}
      placeholder={t('tag.find')}
      value={q}
      onChange={(e) => setQ(e.currentTarget.value)}
    />
  )
  const empty = {
    when: ({ items }: { items: Tag[] }) => items.length === 0,
    title: t(q ? 'tag.noMatch' : 'tag.none'),
    hint: t('tag.noneHint'),
  }
  return (
    <SectionFrame id="tags" actions={search}>
      <Loaded query={query} empty={empty}>
        {({ items }) => <TagTable items={items} onChange={setChange} />}
      </Loaded>
      {change && (
        <TagDialog change={change} others={query.data?.items ?? []} onClose={() => setChange(null)} />
      )}
    </SectionFrame>
  )
}

function TagTable({ items, onChange }: { items: Tag[]; onChange: (change: TagChange) => void }) {
  const t = useT('settings')
  const can = useCan()
  const format = useFormats()
  const remove = async (tag: Tag) => {
    const question = {
      title: t('tag.deleteTitle', { name: tag.name }),
      body: t('tag.deleteBody', { count: tag.customers }),
      action: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await attempt(() => call('DELETE /tags/:id', { params: { id: tag.id } }), t, t('deleted'))
    await invalidate('GET /tags')
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col" className={classes.number}>
              {t('customers')}
            </th>
            <th scope="col">{t('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((tag) => (
            <tr key={tag.id}>
              <td className={classes.name}>
                <a href={`/customers?filter[tag]=${tag.id}`}>{tag.name}</a>
              </td>
              <td className={classes.number}>{format.number(tag.customers)}</td>
              <td>
                {can('customers.full') && (
                  <MenuButton
                    label={t('moreFor', { name: tag.name })}
                    entries={() => [
                      {
                        id: 'rename',
                        label: t('tag.rename'),
                        onSelect: () => onChange({ kind: 'rename', tag }),
                      },
                      {
                        id: 'merge',
                        label: t('tag.merge'),
                        onSelect: () => onChange({ kind: 'merge', tag }),
                      },
                      { id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove(tag) },
                    ]}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
