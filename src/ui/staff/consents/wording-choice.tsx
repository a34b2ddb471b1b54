import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormats } from '../../kit/format.ts'
import { useLanguage, useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import classes from './consents.module.css'
import type { Wording } from './consents.ts'

export type Choice = {
  id: string | null
  text: string | null
  all: Wording[]
  choose: (id: string | null) => void
}

/**
 * The wording that the person saw: the newest in their language until another one is chosen. `newest` are those of the
 * purpose, earlier versions follow.
 */
export function useWordingChoice(
  purposeId: string,
  newest: Wording[] | undefined,
  language: string | null,
): Choice {
  const own = useLanguage()
  const [chosen, setChosen] = useState<{ purposeId: string; id: string | null } | null>(null)
  const { data } = useQuery(read('GET /consent-purposes/:id/wordings', { params: { id: purposeId } }))
  const all = data?.items ?? newest ?? []
  const usual = [language, own].flatMap((code) => newest?.find((one) => one.language === code) ?? [])
  const id = chosen?.purposeId === purposeId ? chosen.id : ((usual[0] ?? newest?.[0])?.id ?? null)
  return {
    id,
    text: all.find((one) => one.id === id)?.text ?? null,
    all,
    choose: (next) => setChosen({ purposeId, id: next }),
  }
}

/** Which wording, shown in full: that is what the consent is about. */
export function WordingChoice({ choice, error }: { choice: Choice; error?: string | undefined }) {
  const t = useT('consents')
  const f = useFormats()
  const { id, text, all, choose } = choice
  if (all.length === 0) return <p className={classes.soft}>{t('wording.noneYet')}</p>
  return (
    <div className={classes.wordingChoice}>
      <NativeSelect
        label={t('field.wording')}
        value={id ?? ''}
        onChange={(event) => choose(event.currentTarget.value || null)}
        data={[
          ...all.map((one) => ({
            value: one.id,
            label: t('wording.version', {
              language: f.language(one.language),
              number: one.number,
              date: f.date(one.created_at),
            }),
          })),
          { value: '', label: t('wording.unknown') },
        ]}
        error={error}
      />
      {text && <blockquote className={classes.text}>{text}</blockquote>}
    </div>
  )
}
