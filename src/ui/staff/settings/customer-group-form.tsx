import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import type { CustomerGroup } from './customer-groups-page.tsx'
import { groupIcons } from './group-icons.tsx'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

type FormProps = { group: CustomerGroup | null; onClose: () => void; onSaved: () => Promise<unknown> }

/** "12.5" and "12,5" per cent are 1250 basis points. */
const basisPoints = (text: string) => Math.round(Number(text.trim().replace(',', '.') || 0) * 100)

export function CustomerGroupForm({ group, onClose, onSaved }: FormProps) {
  const t = useT('settings')
  const [name, setName] = useState(group?.name ?? '')
  const [icon, setIcon] = useState(group?.icon ?? 'users')
  const [enabled, setEnabled] = useState(group?.enabled ?? true)
  const [discount, setDiscount] = useState(String((group?.discount_basis_points ?? 0) / 100))
  const { busy, errors, problem, send } = useSaving()
  const points = basisPoints(discount)
  const wrong = !(points >= 0 && points <= 10_000)
  const body = { name, icon, enabled, discount_basis_points: points }
  const save = () =>
    group
      ? call('PATCH /customer-groups/:id', { params: { id: group.id }, ifMatch: group.version, body })
      : call('POST /customer-groups', { body })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (wrong || !(await send(save, t('saved')))) return
    await onSaved()
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={group ? t('group.edit') : t('group.add')}>
      <form onSubmit={(event) => void submit(event)}>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <TextInput
            label={t('field.name')}
            required
            data-autofocus
            value={name}
            error={errors['name']}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <Fields columns={2}>
            <NativeSelect
              label={t('commercial.icon')}
              value={icon}
              data={Object.keys(groupIcons).map((value) => ({ value, label: t(`icon.${value}`) }))}
              onChange={(e) => setIcon(e.currentTarget.value)}
            />
            <TextInput
              label={t('commercial.discountField')}
              inputMode="decimal"
              value={discount}
              error={wrong ? t('commercial.discountWrong') : errors['discount_basis_points']}
              onChange={(e) => setDiscount(e.currentTarget.value)}
            />
          </Fields>
          <div className={classes.checks}>
            <label>
              <input
                type="checkbox"
                checked={enabled}
                onChange={(e) => setEnabled(e.currentTarget.checked)}
              />
              {t('commercial.enabled')}
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
