import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from '../../kit/tabs.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded, SectionFrame } from '../settings/section-frame.tsx'
import { read } from '../shared/queries.ts'
import { CustomFieldsEditor } from './fields-editor.tsx'

/** The fields that the workspace added to what everybody has. Those of record types stand with their type. */
export default function CustomFieldsPage() {
  const t = useT('custom-fields')
  const navigate = useNavigate()
  const { target: asked } = useSearch({ strict: false }) as { target?: string }
  const query = useQuery(read('GET /custom-field-targets'))
  return (
    <SectionFrame id="custom-fields">
      <Loaded query={query}>
        {({ items }) => {
          const target = (items.find((one) => one.target === asked) ?? items[0])?.target ?? ''
          return (
            <Tabs
              label={t('targets')}
              tabs={items.map((one) => ({ id: one.target, label: one.label, count: one.fields || null }))}
              value={target}
              onChange={(next) =>
                void navigate({ to: '.', search: { target: next } as never, replace: true })
              }
            >
              <CustomFieldsEditor key={target} target={target} />
            </Tabs>
          )
        }}
      </Loaded>
    </SectionFrame>
  )
}
