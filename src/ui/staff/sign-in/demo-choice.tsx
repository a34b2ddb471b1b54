import { Radio, Switch } from '@mantine/core'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import classes from './entrance.module.css'

const sizes = [200, 2_000, 20_000, 100_000]

/** Whether to fill the workspace, and with how many customers; 0 is "not". */
export function DemoChoice({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const t = useT('sign-in')
  const f = useFormats()
  return (
    <div className={classes.group}>
      <Switch
        label={t('setup.demo')}
        description={t('setup.demoHint')}
        checked={value > 0}
        onChange={(event) => onChange(event.currentTarget.checked ? 2_000 : 0)}
      />
      {value > 0 && (
        <Radio.Group
          label={t('setup.demoSize')}
          value={String(value)}
          onChange={(size) => onChange(Number(size))}
        >
          <div className={classes.row}>
            {sizes.map((size) => (
              <Radio key={size} value={String(size)} label={f.number(size)} />
            ))}
          </div>
        </Radio.Group>
      )}
    </div>
  )
}
