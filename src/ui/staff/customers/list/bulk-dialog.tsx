import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Actions, Dialog } from '../../../kit/dialog.tsx'
import { Notice, Skeleton } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { useT } from '../../../kit/words.ts'
import { watchJob } from '../../jobs/watched.ts'
import { call } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { type BulkAction, type BulkKind, type BulkSelection, statusOf } from './bulk.ts'
import classes from './dialogs.module.css'
import { TagField } from './tag-field.tsx'
import { groupsQuery } from './use-filter-names.ts'

type BulkProps = { kind: BulkKind; selection: BulkSelection; onStarted: () => void; onClose: () => void }

function actionOf(kind: BulkKind, tags: string[], group: string | null): BulkAction | null {
  if (kind === 'add-tags' || kind === 'remove-tags') return tags.length > 0 ? { type: kind, tags } : null
  if (kind === 'set-group') return group ? { type: kind, group_id: group === 'none' ? null : group } : null
  return { type: 'set-status', status: statusOf[kind] }
}

/** Says what an action on many would do before it is done, then starts it in the background. */
export default function BulkDialog({ kind, selection, onStarted, onClose }: BulkProps) {
  const t = useT('customers')
  const f = useFormats()
  const [tags, setTags] = useState<string[]>([])
  const [group, setGroup] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const action = actionOf(kind, tags, group)
  const groups = useQuery({ ...groupsQuery, enabled: kind === 'set-group' }).data?.items ?? []
  const preview = useQuery({
    queryKey: ['bulk-preview', selection, action],
    queryFn: ({ signal }) =>
      action
        ? call('POST /customers/bulk-preview', { body: { selection, action }, signal })
        : Promise.resolve(null),
    enabled: action !== null,
    staleTime: 0,
    gcTime: 0,
  })
  const effect = preview.data
  const problem = refusal ?? preview.error
  const waits = !action
    ? t('list.bulk.choose')
    : !effect
      ? t('list.bulk.counting')
      : effect.changing === 0
        ? t('list.bulk.nothing')
        : null

  const start = async (event: FormEvent) => {
    event.preventDefault()
    if (!action || !effect || waits) return
    setBusy(true)
    try {
      const { job_id } = await call('POST /customers/bulk-actions', { body: { selection, action } })
      watchJob(
        job_id,
        t(`list.bulk.doing.${kind}`, { tags: f.list(tags), formatted: f.number(effect.changing) }),
      )
      onStarted()
    } catch (failed) {
      setRefusal(failed)
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title={t(`list.bulk.title.${kind}`)} width={480}>
      <form className={classes.form} onSubmit={start}>
        {(kind === 'add-tags' || kind === 'remove-tags') && (
          <TagField
            label={t('list.bulk.tags')}
            hint={t(`list.bulk.hint.${kind}`)}
            value={tags}
            onChange={setTags}
            existingOnly={kind === 'remove-tags'}
          />
        )}
        {kind === 'set-group' && (
          <Select
            label={t('list.filter.group')}
            data={[
              ...groups.filter((one) => one.enabled).map(({ id, name }) => ({ value: id, label: name })),
              { value: 'none', label: t('list.filter.noGroup') },
            ]}
            value={group}
            onChange={setGroup}
            searchable
            data-autofocus
            nothingFoundMessage={t('list.filter.nobody')}
          />
        )}
        {action?.type === 'set-status' && <p className={classes.hint}>{t(`list.bulk.hint.${kind}`)}</p>}
        {problem != null && <Notice tone="danger">{problemText(problem, t)}</Notice>}
        {action && !problem && (
          <div className={classes.effect} role="status">
            {effect ? (
              <>
                <dl className={classes.figures}>
                  {(['matching', 'changing', 'refused'] as const).map((figure) => (
                    <div key={figure}>
                      <dt>{t(`list.bulk.${figure}`)}</dt>
                      <dd>{f.number(effect[figure])}</dd>
                    </div>
                  ))}
                </dl>
                {effect.examples.length > 0 && (
                  <p className={classes.examples}>
                    {t('list.bulk.examples', {
                      names: f.list(effect.examples.slice(0, 4).map(({ name }) => name)),
                    })}
                  </p>
                )}
                {effect.refused > 0 && <p className={classes.examples}>{t('list.bulk.refusedWhy')}</p>}
              </>
            ) : (
              <Skeleton lines={[100]} height={54} />
            )}
          </div>
        )}
        <Actions>
          <Button onClick={onClose}>{t('kit:cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            reason={waits}
            data-autofocus={action?.type === 'set-status' ? true : undefined}
          >
            {effect
              ? t('list.bulk.go', { count: effect.changing, formatted: f.number(effect.changing) })
              : t('list.bulk.apply')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
