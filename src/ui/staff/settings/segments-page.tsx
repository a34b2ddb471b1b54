import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { fieldNamed, useCustomFields } from '../custom-fields/custom-field.ts'
import { filterText } from '../custom-fields/filter-text.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { Loaded, SectionFrame } from './section-frame.tsx'
import { SegmentDialog } from './segment-dialog.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'

export type Segment = Result<'GET /segments'>['items'][number]

export default function SegmentsPage() {
  const t = useT('settings')
  const can = useCan()
  const format = useFormats()
  const query = useQuery(read('GET /segments'))
  const fields = useCustomFields('customer')
  const [renamed, setRenamed] = useState<Segment | null>(null)
  const remove = async (segment: Segment) => {
    const question = {
      title: t('segment.deleteTitle', { name: segment.name }),
      body: t('segment.deleteBody'),
      action: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await attempt(() => call('DELETE /segments/:id', { params: { id: segment.id } }), t, t('deleted'))
    await invalidate('GET /segments')
  }
  const inWords = (segment: Segment) =>
    Object.entries(segment.filter)
      .map(([name, value]) => {
        const field = fieldNamed(fields, name)
        return field
          ? `${field.label}: ${filterText(field, value ?? '', format)}`
          : `${t(`filter.${name}`)}: ${value}`
      })
      .join(' · ')
  return (
    <SectionFrame id="segments">
      <Loaded
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('segment.none'),
          hint: t('segment.noneHint'),
        }}
      >
        {({ items }) => (
          <div className={classes.scroll}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('field.name')}</th>
                  <th scope="col">{t('segment.filter')}</th>
                  <th scope="col" className={classes.number}>
                    {t('customers')}
                  </th>
                  <th scope="col">{t('actions')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((segment) => (
                  <tr key={segment.id}>
                    <td className={classes.name}>
                      <a href={`/customers?filter[segment]=${segment.id}`}>{segment.name}</a>
                    </td>
                    <td>{inWords(segment)}</td>
                    <td className={classes.number}>
                      {format.number(segment.count.value)}
                      {!segment.count.exact && '+'}
                    </td>
                    <td>
                      <MenuButton
                        label={t('moreFor', { name: segment.name })}
                        entries={() => [
                          {
                            id: 'rename',
                            label: t('tag.rename'),
                            reason: can('customers.write') ? null : t('noRight'),
                            onSelect: () => setRenamed(segment),
                          },
                          {
                            id: 'delete',
                            label: t('delete'),
                            danger: true,
                            reason: can('customers.full') ? null : t('noRight'),
                            onSelect: () => void remove(segment),
                          },
                        ]}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {renamed && <SegmentDialog segment={renamed} onClose={() => setRenamed(null)} />}
    </SectionFrame>
  )
}
