import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useT } from '../../kit/words.ts'
import { CustomerInput } from '../custom-fields/customer-input.tsx'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'

/** A colleague, an individual among the customers, or nobody; `other` is an individual who is still to be chosen. */
export type Assignee = { who: 'nobody' | 'staff' | 'individual' | 'other'; id: string }

export const nobody: Assignee = { who: 'nobody', id: '' }

/** As the API takes it. */
export const assigneeBody = ({ who, id }: Assignee) => ({
  assignee_id: who === 'staff' ? id : null,
  assignee_customer_id: (who === 'individual' || who === 'other') && id ? id : null,
})

const choiceOf = ({ who, id }: Assignee) =>
  who === 'nobody' ? '' : who === 'other' ? 'other' : `${who} ${id}`

type Props = {
  value: Assignee
  onChange: (assignee: Assignee) => void
  /** The customer of the task: one choice of a single click, when it is an individual. */
  customerId: string | null
  /** The individual who has the task, by name. */
  named?: { id: string; name: string } | null
  errors: { staff?: string | undefined; individual?: string | undefined }
}

/** Who does it: a colleague, the customer, or another individual. */
export function AssigneeInput({ value, onChange, customerId, named, errors }: Props) {
  const t = useT('tasks')
  const can = useCan()
  const { data: colleagues } = useQuery(read('GET /colleagues'))
  const { data: customer } = useQuery({
    ...read('GET /customers/:id', { params: { id: customerId ?? '' } }),
    enabled: customerId !== null && can('customers.read'),
  })
  const own = customer?.kind === 'individual' ? [{ id: customer.id, name: customer.name }] : []
  const people = [...own, ...(named && !own.some(({ id }) => id === named.id) ? [named] : [])]
  const individuals = people.map(({ id, name }) => ({
    value: `individual ${id}`,
    label: id === customerId ? t('assignee.customer', { name }) : name,
  }))
  const choose = (chosen: string) => {
    const [who = '', id = ''] = chosen.split(' ')
    onChange(who === '' ? nobody : { who: who as Assignee['who'], id })
  }
  const staff = colleagues?.items.map(({ id, name }) => ({ value: `staff ${id}`, label: name })) ?? []
  return (
    <>
      <NativeSelect
        label={t('field.assignee')}
        description={value.who === 'individual' || value.who === 'other' ? t('assignee.hint') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={choiceOf(value)}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: '', label: t('field.nobody') },
          { group: t('assignee.colleagues'), items: staff },
          {
            group: t('assignee.individuals'),
            items: [
              ...individuals,
              ...(can('customers.read') ? [{ value: 'other', label: t('assignee.other') }] : []),
            ],
          },
        ]}
        error={errors.staff ?? (value.who === 'individual' ? errors.individual : undefined)}
      />
      {value.who === 'other' && (
        <CustomerInput
          value={value.id || null}
          onChange={(id) => onChange({ who: 'other', id: typeof id === 'string' ? id : '' })}
          shared={{ label: t('assignee.which'), required: true, error: errors.individual }}
        />
      )}
    </>
  )
}
