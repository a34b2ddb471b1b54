import { Checkbox, Radio } from '@mantine/core'
import { Notice } from '../../kit/feedback.tsx'
import { FieldGroup } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { type Import, missingFor, type Options } from './mapping-rules.ts'
import classes from './options-step.module.css'
import stepClasses from './steps.module.css'
import { CUSTOMERS, useWordsOf } from './targets.ts'
import type { Saving } from './use-import.ts'
import { ForAll, Reading } from './value-options.tsx'

/** In the order in which they are tried. */
const rules = ['number', 'email-and-name', 'email'] as const satisfies Options['match']

/** What happens to the rows. */
export function OptionsStep({ one, saving }: { one: Import; saving: Saving }) {
  const t = useWordsOf(one.target)
  const ofCustomers = one.target === CUSTOMERS
  const { existing, blanks, match } = one.options
  const looks = existing !== 'create'
  const isCard = one.description.format === 'vcard'
  return (
    <>
      <div className={stepClasses.lead}>
        <h2>{t('options.title')}</h2>
      </div>
      <div className={classes.groups}>
        <FieldGroup title={t('options.existing')} hint={t('options.existing.hint')}>
          <Radio.Group
            aria-label={t('options.existing')}
            value={existing}
            onChange={(value) => saving.choose({ existing: value as Options['existing'] })}
          >
            <div className={classes.choices}>
              {(['update', 'skip', 'create'] as const).map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`options.existing.${value}`)}
                  description={t(`options.existing.${value}.hint`)}
                />
              ))}
            </div>
          </Radio.Group>
        </FieldGroup>
        {looks && ofCustomers && (
          <FieldGroup title={t('options.match')} hint={t('options.match.hint')}>
            <div className={classes.choices}>
              {rules.map((rule) => (
                <Rule
                  key={rule}
                  rule={rule}
                  checked={match.includes(rule)}
                  missing={isCard ? null : missingFor(rule, saving.mapping)}
                  onChange={(on) =>
                    saving.choose({
                      match: rules.filter((other) => (other === rule ? on : match.includes(other))),
                    })
                  }
                />
              ))}
            </div>
            {match.length === 0 && <Notice tone="warning">{t('options.match.none')}</Notice>}
          </FieldGroup>
        )}
        {existing === 'update' && (
          <FieldGroup title={t('options.blanks')}>
            <Radio.Group
              aria-label={t('options.blanks')}
              value={blanks}
              onChange={(value) => saving.choose({ blanks: value as Options['blanks'] })}
            >
              <div className={classes.choices}>
                <Radio value="keep" label={t('options.blanks.keep')} />
                <Radio value="clear" label={t('options.blanks.clear')} />
              </div>
            </Radio.Group>
            {blanks === 'clear' && <Notice tone="warning">{t('options.blanks.warning')}</Notice>}
          </FieldGroup>
        )}
        <Reading one={one} saving={saving} />
        {ofCustomers && (
          <div className={classes.wide}>
            <ForAll one={one} saving={saving} />
          </div>
        )}
      </div>
    </>
  )
}

type RuleProps = {
  rule: (typeof rules)[number]
  checked: boolean
  /** The field that this looks at and no column goes to. */
  missing: string | null
  onChange: (on: boolean) => void
}

function Rule({ rule, checked, missing, onChange }: RuleProps) {
  const t = useT('imports')
  const hint = rule === 'number' ? undefined : t(`options.match.${rule}.hint`)
  return (
    <Checkbox
      label={t(`options.match.${rule}`)}
      description={missing ? t('options.match.missing', { field: t(`field.${missing}`) }) : hint}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
