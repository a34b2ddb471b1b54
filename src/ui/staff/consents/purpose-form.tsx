import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import settings from '../settings/settings.module.css'
import { useSaving } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import classes from './consents.module.css'
import { bases, type Channel, channels, type Purpose, refreshPurposes } from './consents.ts'

type Basis = (typeof bases)[number]

/** Adds a purpose, or changes one; what was decided stays as it is. */
export function PurposeForm({ purpose, onClose }: { purpose: Purpose | null; onClose: () => void }) {
  const t = useT('consents')
  const [name, setName] = useState(purpose?.name ?? '')
  const [description, setDescription] = useState(purpose?.description ?? '')
  const [basis, setBasis] = useState<Basis>(purpose?.basis ?? 'consent')
  const [chosen, setChosen] = useState<readonly Channel[]>(purpose?.channels ?? ['email'])
  const [doubleOptIn, setDoubleOptIn] = useState(purpose?.double_opt_in ?? false)
  const [months, setMonths] = useState(purpose?.validity_months ? String(purpose.validity_months) : '')
  const [tried, setTried] = useState(false)
  const { busy, errors, problem, send } = useSaving()
  const validity = months.trim() === '' ? null : Number(months)
  const wrong = validity !== null && !(Number.isInteger(validity) && validity >= 1 && validity <= 600)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || chosen.length === 0 || wrong) return
    const body = {
      name: name.trim(),
      description: description.trim() || null,
      basis,
      channels: channels.filter((channel) => chosen.includes(channel)),
      double_opt_in: doubleOptIn,
      validity_months: validity,
    }
    const save = () =>
      purpose
        ? call('PATCH /consent-purposes/:id', { params: { id: purpose.id }, ifMatch: purpose.version, body })
        : call('POST /consent-purposes', { body })
    if (!(await send(save, t('settings.saved')))) return
    await refreshPurposes()
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={t(purpose ? 'settings.editTitle' : 'settings.add')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <TextInput
            label={t('field.name')}
            required
            data-autofocus
            maxLength={120}
            value={name}
            error={tried && !name.trim() ? t('error.nameNeeded') : errors['name']}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('field.description')}
            description={t('field.descriptionHint')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <FieldGroup title={t('field.channels')}>
            <div className={classes.options}>
              {channels.map((channel) => (
                <label key={channel} className={classes.option}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(channel)}
                    onChange={(event) =>
                      setChosen(
                        event.currentTarget.checked
                          ? [...chosen, channel]
                          : chosen.filter((one) => one !== channel),
                      )
                    }
                  />
                  {t(`channel.${channel}`)}
                </label>
              ))}
            </div>
            {tried && chosen.length === 0 && (
              <p className={classes.fault} role="alert">
                {t('error.channelNeeded')}
              </p>
            )}
          </FieldGroup>
          <Fields columns={2}>
            <NativeSelect
              label={t('field.basis')}
              description={t(`basis.${basis}.hint`)}
              value={basis}
              data={bases.map((value) => ({ value, label: t(`basis.${value}`) }))}
              onChange={(event) => setBasis(event.currentTarget.value as Basis)}
            />
            <TextInput
              label={t('field.validityMonths')}
              description={t('field.validityHint')}
              inputMode="numeric"
              value={months}
              error={wrong ? t('error.months') : errors['validity_months']}
              onChange={(event) => setMonths(event.currentTarget.value)}
            />
          </Fields>
          <div className={settings.checks}>
            <label>
              <input
                type="checkbox"
                checked={doubleOptIn}
                onChange={(event) => setDoubleOptIn(event.currentTarget.checked)}
              />
              <span>
                {t('doubleOptIn')}
                <span className={classes.soft}> {t('doubleOptIn.hint')}</span>
              </span>
            </label>
          </div>
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
