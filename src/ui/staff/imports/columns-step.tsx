import { TextInput } from '@mantine/core'
import { useCallback, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconSearch } from '../../kit/icons.ts'
import { ColumnRow } from './column-row.tsx'
import classes from './columns-step.module.css'
import { markOf } from './found.ts'
import type { Field, Import, MappingState } from './mapping-rules.ts'
import stepClasses from './steps.module.css'
import { useWordsOf } from './targets.ts'
import { useColumns } from './use-columns.ts'
import type { Saving } from './use-import.ts'

const shows = ['all', 'used', 'ignored', 'wrong'] as const

/** Which column goes to which field. */
export function ColumnsStep({ one, saving, state }: { one: Import; saving: Saving; state: MappingState }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const [text, setText] = useState('')
  const [show, setShow] = useState<(typeof shows)[number]>('all')
  const { columns, format } = one.description
  const { mapping } = saving
  const { choices, nameOf } = useColumns(one.target)
  const mark = markOf(one)
  const latest = { mapping, map: saving.map }
  const setField = useStable((column: string, field: Field) =>
    latest.map(latest.mapping.map((entry) => (entry.column === column ? { column, field } : entry))),
  )
  if (format === 'vcard') return <Lead title={t('columns.title')}>{t('file.vcard')}</Lead>

  const fieldOf = new Map(mapping.map(({ column, field }) => [column, field]))
  const otherOf = (column: string): string | null => {
    const names = state.twice.get(fieldOf.get(column) ?? 'ignore')
    return names?.find((name) => name !== column) ?? null
  }
  const wanted = text.trim().toLowerCase()
  const fits = {
    all: () => true,
    used: (name: string) => fieldOf.get(name) !== 'ignore',
    ignored: (name: string) => fieldOf.get(name) === 'ignore',
    wrong: (name: string) => otherOf(name) !== null,
  }
  const isShown = ({ name, samples }: (typeof columns)[number]) =>
    fits[show](name) && (!wanted || [name, ...samples].some((value) => value.toLowerCase().includes(wanted)))
  const shown = columns.filter(isShown)
  return (
    <>
      <Lead title={t('columns.title')}>
        {one.mapping_remembered
          ? t('columns.remembered')
          : t('columns.recognised', { found: f.number(state.used), total: f.number(columns.length) })}
      </Lead>
      <Faults state={state} target={one.target} nameOf={nameOf} />
      <div className={classes.tools}>
        <TextInput
          aria-label={t('columns.search')}
          placeholder={t('columns.search')}
          leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <fieldset className={classes.shows} aria-label={t('columns.show')}>
          {shows
            .filter((one) => one !== 'wrong' || state.twice.size > 0 || show === 'wrong')
            .map((one) => (
              <Button
                key={one}
                size="sm"
                look="quiet"
                className={cx(show === one && classes.on)}
                aria-pressed={show === one}
                onClick={() => setShow(one)}
              >
                {t(`columns.show.${one}`)} {f.number(columns.filter(({ name }) => fits[one](name)).length)}
              </Button>
            ))}
        </fieldset>
      </div>
      {shown.length === 0 && <p className={stepClasses.blank}>{t('columns.none')}</p>}
      <ul className={classes.list}>
        {shown.map((column) => {
          const field = fieldOf.get(column.name) ?? 'ignore'
          return (
            <ColumnRow
              key={column.name}
              name={column.name}
              samples={column.samples}
              field={field}
              mark={mark(column.name, field)}
              other={otherOf(column.name)}
              choices={choices}
              nameOf={nameOf}
              onField={setField}
            />
          )
        })}
      </ul>
    </>
  )
}

/** A function that keeps its identity and runs its latest self, so that 200 rows are not redrawn for one. */
function useStable<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const [box] = useState(() => ({ run }))
  box.run = run
  return useCallback((...args: Args) => box.run(...args), [box])
}

function Lead({ title, children }: { title: string; children: string }) {
  return (
    <div className={stepClasses.lead}>
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  )
}

/** What is wrong with the whole, in words. */
function Faults({
  state,
  target,
  nameOf,
}: {
  state: MappingState
  target: string
  nameOf: (field: Field) => string
}) {
  const t = useWordsOf(target)
  const f = useFormats()
  const fields = [...state.twice.keys()].map(nameOf)
  return (
    <>
      {fields.length > 0 && (
        <Notice tone="danger" title={t('columns.twice.title', { count: fields.length })}>
          {t('columns.twice.hint', { fields: f.list(fields) })}
        </Notice>
      )}
      {state.lacks === 'nothing' && (
        <Notice tone="danger" title={t('columns.nothing.title')}>
          {t('columns.nothing.hint')}
        </Notice>
      )}
      {state.lacks === 'required' && (
        <Notice tone="danger" title={t('columns.required.title', { count: state.missing.length })}>
          {t('columns.required.hint', { fields: f.list([...state.missing]) })}
        </Notice>
      )}
      {state.lacks === 'name' && (
        <Notice tone="danger" title={t('columns.noName.title')}>
          {t('columns.noName.hint', {
            name: t('field.name'),
            last: t('field.last_name'),
            company: t('field.company_name'),
          })}
        </Notice>
      )}
      {state.lacks === 'nameless' && (
        <Notice tone="warning" title={t('columns.nameless.title')}>
          {t('columns.nameless.hint')}
        </Notice>
      )}
    </>
  )
}
