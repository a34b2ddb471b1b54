import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from '../../kit/button.tsx'
import { EmptyState, Notice } from '../../kit/feedback.tsx'
import { IconArrowLeft, IconSearch } from '../../kit/icons.ts'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { CustomFieldsEditor } from '../custom-fields/fields-editor.tsx'
import { Loaded, SectionFrame } from '../settings/section-frame.tsx'
import { usePageTitle } from '../shared/page-title.ts'
import { useCan } from '../shared/session.ts'
import { AccessForm } from './access-form.tsx'
import { type RecordType, targetOf, useRecordTypes } from './record-types.ts'
import { TypeDetails } from './type-details.tsx'
import { TypeIcon } from './type-icon.tsx'
import { deleteType, retireType } from './type-verbs.ts'
import classes from './types.module.css'

/** One type of records: what it is called, its fields, and who may see its records. */
export default function TypePage() {
  const t = useT('custom-records')
  const { type: key = '' } = useParams({ strict: false }) as { type?: string }
  const query = useRecordTypes()
  return (
    <SectionFrame id="record-types">
      <Loaded query={query}>
        {({ items }) => {
          const type = items.find((one) => one.key === key || one.id === key)
          return type ? (
            <OneType key={type.id} type={type} />
          ) : (
            <EmptyState
              icon={<IconSearch size={20} stroke={1.75} aria-hidden />}
              title={t('type.missing')}
              actions={<Link to={'/settings/record-types' as never}>{t('settings.back')}</Link>}
            >
              {t('type.missingHint')}
            </EmptyState>
          )
        }}
      </Loaded>
    </SectionFrame>
  )
}

function OneType({ type }: { type: RecordType }) {
  const t = useT('custom-records')
  const can = useCan()
  const navigate = useNavigate()
  usePageTitle(type.plural)
  const entries = () => [
    {
      id: 'retire',
      label: t(type.retired_at ? 'type.revive' : 'type.retire'),
      onSelect: () => void retireType(type, t),
    },
    {
      id: 'delete',
      label: t('type.delete'),
      danger: true,
      onSelect: () =>
        void deleteType(type, t).then((gone) => {
          if (gone) void navigate({ to: '/settings/record-types' as never })
        }),
    },
  ]
  return (
    <div className={classes.type}>
      <div className={classes.typeHead}>
        <Link to={'/settings/record-types' as never} className={classes.back}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden />
          {t('settings.back')}
        </Link>
        <h2>
          <TypeIcon icon={type.icon} size={20} />
          {type.plural}
        </h2>
        <Button onClick={() => void navigate({ to: `/records/${type.key}` as never })}>
          {t('type.open')}
        </Button>
        <MenuButton label={t('type.menu', { types: type.plural })} entries={entries} />
      </div>
      {type.retired_at && <Notice tone="warning">{t('type.retiredHint')}</Notice>}
      <section className={classes.part} aria-labelledby="type-fields">
        <h3 id="type-fields">{t('fields')}</h3>
        <CustomFieldsEditor target={targetOf(type)} />
      </section>
      <section className={classes.part} aria-labelledby="type-details">
        <h3 id="type-details">{t('details')}</h3>
        <TypeDetails type={type} />
      </section>
      {can('users.read') && (
        <section className={classes.part} aria-labelledby="type-access">
          <h3 id="type-access">{t('access')}</h3>
          <AccessForm type={type} />
        </section>
      )}
    </div>
  )
}
