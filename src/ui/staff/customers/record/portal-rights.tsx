import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../kit/button.tsx'
import { EditConflict } from '../../../kit/inline/conflict.ts'
import { InlineFrame } from '../../../kit/inline/inline-field.tsx'
import type { SaveHow } from '../../../kit/inline/use-inline-edit.ts'
import { useT } from '../../../kit/words.ts'
import { call, write } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { read } from '../../shared/queries.ts'
import { useCan } from '../../shared/session.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { sayDone } from '../../shared/undo.ts'
import { refusalOf } from './abilities.ts'
import classes from './overview.module.css'
import { showRecord } from './save.ts'
import { FieldHistory } from './use-field.tsx'

const idsOf = (customer: Customer) => customer.security_groups.map((group) => group.id).sort()
const same = (a: string[], b: string[]) => a.join() === b.join()

/** What the customer may do in the portal: security groups made for customers. */
export function PortalRights({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const canSee = useCan()('users.read')
  const { data } = useQuery({ ...read('GET /security-groups'), enabled: canSee })
  const choices = data?.items.filter((group) => group.audience === 'customer') ?? customer.security_groups
  const nameOf = (id: string) =>
    choices.find((group) => group.id === id)?.name ??
    customer.security_groups.find((group) => group.id === id)?.name ??
    id
  const save = async (ids: string[], { base }: SaveHow<string[]>) => {
    const { id } = customer
    const current = await call('GET /customers/:id', { params: { id } })
    const theirs = idsOf(current)
    if (!same(theirs, base) && !same(theirs, ids)) throw new EditConflict(theirs)
    try {
      const { answer, operation } = await write('PUT /customers/:id/security-groups', {
        params: { id },
        body: { group_ids: ids },
      })
      await showRecord(answer)
      const field = t('record.field.security_groups')
      if (operation) sayDone({ text: t('record.changed', { field }), operation, t })
    } catch (problem) {
      throw new Error(problemText(problem, t))
    }
  }
  const nothingToChoose = data && choices.length === 0 ? t('record.rights.none') : null
  return (
    <InlineFrame<string[]>
      label={t('record.field.security_groups')}
      value={idsOf(customer)}
      show={(ids) => ids.map(nameOf).join(', ')}
      same={same}
      empty={(ids) => ids.length === 0}
      readOnly={
        refusalOf(customer, 'set_security_groups', t) ??
        (canSee ? nothingToChoose : t('record.rights.noRight'))
      }
      onSave={save}
      tools={<FieldHistory field="security_groups" label={t('record.field.security_groups')} />}
      editor={(edit) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape of the boxes in it
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            edit.cancel()
          }}
        >
          <fieldset className={classes.choices}>
            <legend className="visually-hidden">{edit.label}</legend>
            {choices.map((group, place) => (
              <label key={group.id} className={classes.choice}>
                <input
                  type="checkbox"
                  // biome-ignore lint/a11y/noAutofocus: the editor was asked for
                  autoFocus={place === 0}
                  checked={edit.draft.includes(group.id)}
                  onChange={(event) =>
                    edit.change(
                      (event.currentTarget.checked
                        ? [...edit.draft, group.id]
                        : edit.draft.filter((id) => id !== group.id)
                      ).sort(),
                    )
                  }
                />
                {group.name}
              </label>
            ))}
          </fieldset>
          <div className={classes.buttons}>
            <Button look="primary" size="sm" onClick={() => edit.commit()}>
              {t('record.save')}
            </Button>
            <Button size="sm" onClick={edit.cancel}>
              {t('record.cancel')}
            </Button>
          </div>
        </div>
      )}
    />
  )
}
