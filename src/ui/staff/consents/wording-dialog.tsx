import { NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice, Skeleton } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useFormats } from '../../kit/format.ts'
import { useLanguage, useT } from '../../kit/words.ts'
import { useSaving } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import classes from './consents.module.css'
import { type Purpose, refreshPurposes } from './consents.ts'

const languages = ['en', 'nl', 'de', 'fr', 'es', 'it', 'pt', 'pl', 'tr', 'ar', 'uk']

type Props = { purpose: Purpose; writable: boolean; onClose: () => void }

/** The wordings of a purpose: what people see, the next version, and those that were. */
export function WordingDialog({ purpose, writable, onClose }: Props) {
  const t = useT('consents')
  const f = useFormats()
  const own = useLanguage()
  const { data } = useQuery(read('GET /consent-purposes/:id/wordings', { params: { id: purpose.id } }))
  const [language, setLanguage] = useState(purpose.wordings[0]?.language ?? own)
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const { busy, errors, problem, send } = useSaving()
  const versions = data?.items.filter((one) => one.language === language) ?? []
  const [newest] = versions
  const text = drafts[language] ?? newest?.text ?? ''
  const known = [...new Set([...languages, ...(data?.items.map((one) => one.language) ?? [])])]
  const unchanged = text.trim() === (newest?.text ?? '').trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!text.trim() || unchanged) return
    const given = { params: { id: purpose.id }, body: { language, text } }
    if (!(await send(() => call('POST /consent-purposes/:id/wordings', given), t('wording.added')))) return
    setTried(false)
    setDrafts({})
    await refreshPurposes()
  }
  const fault = !text.trim() ? t('error.textNeeded') : unchanged ? t('error.wording.same') : undefined
  return (
    <Dialog open onClose={onClose} title={t('wording.title', { name: purpose.name })} width={640}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <NativeSelect
            label={t('field.language')}
            value={language}
            data={known.map((value) => ({ value, label: f.language(value) }))}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
          {!data && <Skeleton lines={[90, 70]} height={16} />}
          {data && writable && (
            <Textarea
              label={newest ? t('wording.next', { number: newest.number + 1 }) : t('wording.first')}
              description={t('wording.hint')}
              data-autofocus
              autosize
              minRows={3}
              maxRows={12}
              maxLength={10_000}
              value={text}
              error={(tried && fault) || errors['text']}
              onChange={(event) => {
                const { value } = event.currentTarget
                setDrafts((before) => ({ ...before, [language]: value }))
              }}
            />
          )}
          {text.trim() && (
            <section aria-label={t('wording.preview')}>
              <p className={classes.soft}>{t('wording.preview')}</p>
              <div className={classes.preview} lang={language}>
                <span aria-hidden />
                <span>{text}</span>
              </div>
            </section>
          )}
          {versions.length > 0 && (
            <section aria-label={t('wording.versions')}>
              <p className={classes.soft}>{t('wording.versions')}</p>
              <ol className={classes.versions}>
                {versions.map((one) => (
                  <li key={one.id}>
                    <h3>
                      {t('wording.version', {
                        language: f.language(one.language),
                        number: one.number,
                        date: f.dateTime(one.created_at),
                      })}
                      {one.created_by && ` · ${one.created_by.name}`}
                    </h3>
                    <blockquote className={classes.text} lang={language}>
                      {one.text}
                    </blockquote>
                  </li>
                ))}
              </ol>
            </section>
          )}
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('close')}</Button>
          {writable && (
            <Button type="submit" look="primary" busy={busy}>
              {t('wording.add')}
            </Button>
          )}
        </Actions>
      </form>
    </Dialog>
  )
}
