import { TagsInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { EditorProps } from './inline-field.tsx'

type TagsProps = EditorProps<string[]> & { suggest?: (typed: string) => Promise<string[]> }

/** Type and press Enter for each; a second Enter, or leaving the field, saves. Loaded on first use. */
export default function TagsEditor({
  id,
  label,
  draft,
  error,
  describedBy,
  suggest,
  change,
  commit,
  cancel,
}: TagsProps) {
  const [typed, setTyped] = useState('')
  const [known, setKnown] = useState<string[]>([])
  useEffect(() => {
    if (!suggest) return
    let current = true
    const timer = setTimeout(async () => {
      // Suggestions are a convenience: without an answer one simply types on.
      const found = await suggest(typed).catch(() => [])
      if (current) setKnown(found)
    }, 120)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [typed, suggest])
  return (
    <TagsInput
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      error={Boolean(error)}
      autoFocus
      data={known}
      value={draft}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={change}
      isDuplicate={(tag, tags) => tags.some((t) => t.toLocaleLowerCase() === tag.trim().toLocaleLowerCase())}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          cancel()
        } else if (event.key === 'Enter' && typed.trim() === '') {
          event.preventDefault()
          commit()
        }
      }}
      onBlur={() => {
        const last = typed.trim()
        commit(last && !draft.includes(last) ? [...draft, last] : draft)
      }}
    />
  )
}
