import type { EditorProps } from '../../kit/inline/inline-field.tsx'
import type { CustomField } from './custom-field.ts'
import { CustomValueInput } from './value-input.tsx'

/** A list to pick from, or a customer to find, in the place of the value. One customer picked is saved at once. */
export default function InlineEditor({ field, edit }: { field: CustomField; edit: EditorProps<unknown> }) {
  const { id, draft, error, describedBy, change, commit, cancel } = edit
  return (
    <div
      onKeyDownCapture={(event) => {
        const open =
          event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true'
        // The first Escape closes the list, the next one gives up.
        if (event.key === 'Escape' && !open) {
          event.preventDefault()
          event.stopPropagation()
          cancel()
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          event.stopPropagation()
          commit()
        }
      }}
    >
      <CustomValueInput
        bare
        autoFocus
        id={id}
        field={field}
        value={draft}
        error={error !== null}
        aria-describedby={describedBy}
        onChange={(value) => (field.type === 'customer' && value !== null ? commit(value) : change(value))}
        onBlur={() => commit()}
      />
    </div>
  )
}
