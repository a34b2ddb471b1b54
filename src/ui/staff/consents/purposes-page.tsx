import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowDown, IconArrowUp, IconPlus } from '../../kit/icons.ts'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded, SectionFrame } from '../settings/section-frame.tsx'
import settings from '../settings/settings.module.css'
import { attempt } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import classes from './consents.module.css'
import { type Purpose, refreshPurposes } from './consents.ts'
import { PurposeForm } from './purpose-form.tsx'
import { WordingDialog } from './wording-dialog.tsx'

type Asked = { about: 'purpose'; purpose: Purpose | null } | { about: 'wordings'; purpose: Purpose }

/** What customers can be asked to agree to. */
export default function PurposesPage() {
  const t = useT('consents')
  const can = useCan()
  const query = useQuery(read('GET /consent-purposes'))
  const [asked, setAsked] = useState<Asked | null>(null)
  const full = can('consents.full')
  const change = async (purpose: Purpose, body: { retired?: boolean; position?: number }) => {
    const given = { params: { id: purpose.id }, ifMatch: purpose.version, body }
    await attempt(() => call('PATCH /consent-purposes/:id', given), t)
    await refreshPurposes()
  }
  const add = full && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setAsked({ about: 'purpose', purpose: null })}
    >
      {t('settings.add')}
    </Button>
  )
  const entries = (purpose: Purpose): MenuEntry[] => [
    {
      id: 'wordings',
      label: t('settings.wordings'),
      onSelect: () => setAsked({ about: 'wordings', purpose }),
    },
    ...(full
      ? [
          { id: 'edit', label: t('settings.edit'), onSelect: () => setAsked({ about: 'purpose', purpose }) },
          {
            id: 'retire',
            label: t(purpose.retired_at ? 'settings.bringBack' : 'settings.retire'),
            onSelect: () => void change(purpose, { retired: purpose.retired_at === null }),
          },
        ]
      : []),
  ]
  return (
    <SectionFrame id="consents" actions={add}>
      <Loaded
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('settings.none'),
          hint: t('settings.noneHint'),
          actions: add || undefined,
        }}
      >
        {({ items }) => (
          <div className={settings.scroll}>
            <table className={settings.table}>
              <thead>
                <tr>
                  <th scope="col">{t('purpose')}</th>
                  <th scope="col">{t('field.basis')}</th>
                  <th scope="col">{t('field.channels')}</th>
                  <th scope="col">{t('settings.wordings')}</th>
                  <th scope="col">{t('field.validity')}</th>
                  <th scope="col">{t('settings.actions')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((purpose, place) => (
                  <tr key={purpose.id}>
                    <PurposeCells purpose={purpose} />
                    <td>
                      <span className={classes.order}>
                        {full && (
                          <>
                            <IconButton
                              label={t('settings.up', { name: purpose.name })}
                              reason={place === 0 ? t('settings.first') : null}
                              onClick={() => void change(purpose, { position: place - 1 })}
                            >
                              <IconArrowUp size={16} stroke={1.75} aria-hidden />
                            </IconButton>
                            <IconButton
                              label={t('settings.down', { name: purpose.name })}
                              reason={place === items.length - 1 ? t('settings.last') : null}
                              onClick={() => void change(purpose, { position: place + 1 })}
                            >
                              <IconArrowDown size={16} stroke={1.75} aria-hidden />
                            </IconButton>
                          </>
                        )}
                        <MenuButton
                          label={t('settings.more', { name: purpose.name })}
                          entries={() => entries(purpose)}
                        />
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {asked?.about === 'purpose' && <PurposeForm purpose={asked.purpose} onClose={() => setAsked(null)} />}
      {asked?.about === 'wordings' && (
        <WordingDialog purpose={asked.purpose} writable={full} onClose={() => setAsked(null)} />
      )}
    </SectionFrame>
  )
}

function PurposeCells({ purpose }: { purpose: Purpose }) {
  const t = useT('consents')
  const f = useFormats()
  return (
    <>
      <td className={classes.purposeName}>
        {purpose.name} {purpose.retired_at && <Badge>{t('retired')}</Badge>}{' '}
        {purpose.double_opt_in && <Badge tone="accent">{t('doubleOptIn')}</Badge>}
        {purpose.description && <small>{purpose.description}</small>}
      </td>
      <td className={classes.fact}>{t(`basis.${purpose.basis}`)}</td>
      <td className={classes.fact}>{f.list(purpose.channels.map((channel) => t(`channel.${channel}`)))}</td>
      <td className={classes.fact}>
        {purpose.wordings.length === 0
          ? t('wording.none')
          : purpose.wordings
              .map(({ language, number }) => t('wording.name', { language: f.language(language), number }))
              .join(', ')}
      </td>
      <td className={classes.fact}>
        {purpose.validity_months === null
          ? t('validity.none')
          : t('validity.months', { count: purpose.validity_months })}
      </td>
    </>
  )
}
