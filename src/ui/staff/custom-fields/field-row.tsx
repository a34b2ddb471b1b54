import { memo } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowDown, IconArrowUp } from '../../kit/icons.ts'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import type { CustomField } from './custom-field.ts'
import classes from './fields-editor.module.css'
import { Grip } from './grip.tsx'
import type { useReorder } from './reorder.ts'
import { TypeIcon } from './type-icon.tsx'
import { useUsage } from './use-usage.ts'

type Reorder = ReturnType<typeof useReorder>
type RowProps = {
  field: CustomField
  rowProps?: ReturnType<Reorder['row']>
  grip?: ReturnType<Reorder['handle']> | null
  first?: boolean
  last?: boolean
  onEdit?: (() => void) | undefined
  onMove?: ((by: number) => void) | undefined
  onRetire?: () => void
  onBringBack?: (() => void) | undefined
  onDelete: () => void
}

/** One field: what it is called, what it takes, how much it is used, and what can be done with it. */
export const FieldRow = memo(function FieldRow(props: RowProps) {
  const { field, rowProps, grip, first, last, onEdit, onMove, onRetire, onBringBack, onDelete } = props
  const t = useT('custom-fields')
  const f = useFormats()
  const { label, key, type, required, personal, read_level, write_level } = field
  const { row, usage } = useUsage(field.id)
  const deletion: MenuEntry[] = [
    {
      id: 'delete',
      label: t('delete'),
      danger: true,
      reason: usage?.deletable ? null : t('delete.inUse'),
      onSelect: onDelete,
    },
  ]
  const entries = (): MenuEntry[] => [
    ...(onEdit ? [{ id: 'edit', label: t('edit'), onSelect: onEdit }] : []),
    ...(onMove && !first
      ? [
          { id: 'up', label: t('menu.up'), onSelect: () => onMove(-1) },
          { id: 'top', label: t('menu.top'), onSelect: () => onMove(Number.NEGATIVE_INFINITY) },
        ]
      : []),
    ...(onMove && !last
      ? [
          { id: 'down', label: t('menu.down'), onSelect: () => onMove(1) },
          { id: 'bottom', label: t('menu.bottom'), onSelect: () => onMove(Number.POSITIVE_INFINITY) },
        ]
      : []),
    { id: 'line', divider: true },
    { id: 'retire', label: t('retire'), danger: true, onSelect: () => onRetire?.() },
    ...deletion,
  ]
  return (
    <li ref={row} className={classes.row} {...rowProps}>
      {grip && <Grip {...grip} />}
      <span className={classes.icon} title={t(`type.${type}`)}>
        <TypeIcon type={type} />
      </span>
      <div className={classes.what}>
        <span className={classes.name}>
          {onEdit ? (
            <button type="button" className={classes.open} onClick={onEdit}>
              {label}
            </button>
          ) : (
            label
          )}
          {required && <Badge tone="accent">{t('badge.required')}</Badge>}
          {personal === 'plain' && <Badge>{t('badge.plain')}</Badge>}
          {read_level === 'full' ? (
            <Badge tone="warning">{t('badge.hidden')}</Badge>
          ) : (
            write_level === 'full' && <Badge>{t('badge.readOnly')}</Badge>
          )}
        </span>
        <span className={classes.facts}>
          <span>{t(`type.${type}`)}</span>
          <code>{key}</code>
          {usage && <span>{t('used', { count: usage.values, n: f.number(usage.values) })}</span>}
        </span>
      </div>
      {onMove && (
        <span className={classes.steps}>
          <IconButton size="sm" label={t('moveUp', { label })} disabled={first} onClick={() => onMove(-1)}>
            <IconArrowUp size={15} stroke={1.75} aria-hidden />
          </IconButton>
          <IconButton size="sm" label={t('moveDown', { label })} disabled={last} onClick={() => onMove(1)}>
            <IconArrowDown size={15} stroke={1.75} aria-hidden />
          </IconButton>
        </span>
      )}
      {onBringBack && (
        <Button size="sm" aria-label={t('bringBackOf', { label })} onClick={onBringBack}>
          {t('bringBack')}
        </Button>
      )}
      {(onEdit || onBringBack) && (
        <MenuButton label={t('menu', { label })} entries={() => (onEdit ? entries() : deletion)} />
      )}
    </li>
  )
})
