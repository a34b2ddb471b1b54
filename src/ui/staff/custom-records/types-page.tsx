import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { EmptyState } from '../../kit/feedback.tsx'
import { IconBox, IconLock, IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded, SectionFrame } from '../settings/section-frame.tsx'
import settings from '../settings/settings.module.css'
import { blankType, examples, keyFrom, type TypeDraft } from './examples.ts'
import { type RecordType, useRecordTypes } from './record-types.ts'
import { TypeIcon } from './type-icon.tsx'
import classes from './types.module.css'

const TypeForm = late(() => import('./type-form.tsx'))

/** The types of records of the workspace. */
export default function TypesPage() {
  const t = useT('custom-records')
  const navigate = useNavigate()
  const query = useRecordTypes()
  const [draft, setDraft] = useState<TypeDraft | null>(null)
  const add = (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setDraft(blankType)}
    >
      {t('type.add')}
    </Button>
  )
  return (
    <SectionFrame id="record-types" actions={add}>
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? <NoTypes onExample={setDraft} /> : <TypeTable types={items} />)}
      </Loaded>
      {draft && (
        <TypeForm
          initial={draft}
          onClose={() => setDraft(null)}
          onAdded={({ key }) => void navigate({ to: `/settings/record-types/${key}` as never })}
        />
      )}
    </SectionFrame>
  )
}

function NoTypes({ onExample }: { onExample: (draft: TypeDraft) => void }) {
  const t = useT('custom-records')
  return (
    <EmptyState
      icon={<IconBox size={20} stroke={1.75} aria-hidden />}
      title={t('settings.none')}
      actions={
        <div className={classes.examples}>
          {examples.map(({ name, icon, many }) => {
            const [singular, plural] = [t(`example.${name}.one`), t(`example.${name}.many`)]
            return (
              <Button
                key={name}
                icon={<TypeIcon icon={icon} />}
                onClick={() => onExample({ singular, plural, key: keyFrom(plural), icon, many })}
              >
                {plural}
              </Button>
            )
          })}
        </div>
      }
    >
      {t('settings.noneHint')}
    </EmptyState>
  )
}

function TypeTable({ types }: { types: RecordType[] }) {
  const t = useT('custom-records')
  return (
    <div className={settings.scroll}>
      <table className={settings.table}>
        <thead>
          <tr>
            <th scope="col">{t('type')}</th>
            <th scope="col">{t('type.key')}</th>
            <th scope="col">{t('type.perCustomer')}</th>
            <th scope="col">{t('access')}</th>
            <th scope="col">{t('nav')}</th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <tr key={type.id}>
              <td className={settings.name}>
                <span className={classes.typeName}>
                  <TypeIcon icon={type.icon} />
                  <Link to={`/settings/record-types/${type.key}` as never}>{type.plural}</Link>
                  {type.retired_at && <Badge>{t('type.retired')}</Badge>}
                </span>
              </td>
              <td>
                <code className={classes.key}>{type.key}</code>
              </td>
              <td>{t(type.many ? 'type.several' : 'type.one')}</td>
              <td>
                {type.restricted ? (
                  <span className={classes.typeName}>
                    <IconLock size={15} stroke={1.75} aria-hidden />
                    {t('access.some')}
                  </span>
                ) : (
                  t('access.all')
                )}
              </td>
              <td>
                <Link to={`/records/${type.key}` as never} aria-label={`${t('type.open')}: ${type.plural}`}>
                  {t('type.open')}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
