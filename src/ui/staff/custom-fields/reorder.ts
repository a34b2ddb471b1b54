import { type DragEvent, useState } from 'react'

/** A list with the item at one place put at another. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from)
  const item = list[from]
  if (item !== undefined) rest.splice(Math.min(Math.max(to, 0), rest.length), 0, item)
  return rest
}

/** Dragging the rows of a list by a handle. Buttons do the same for keyboards and fingers. */
export function useReorder(onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<{ from: number; gap: number } | null>(null)
  return {
    handle: (at: number) => ({
      draggable: true,
      onDragStart: (event: DragEvent<HTMLElement>) => {
        const row = event.currentTarget.closest('li')
        if (row) event.dataTransfer.setDragImage(row, 12, 12)
        event.dataTransfer.effectAllowed = 'move'
        setDrag({ from: at, gap: at })
      },
      onDragEnd: () => setDrag(null),
    }),
    row: (at: number) => ({
      'data-dragged': drag?.from === at || undefined,
      'data-drop':
        drag && drag.gap !== drag.from && drag.gap !== drag.from + 1
          ? drag.gap === at
            ? 'before'
            : drag.gap === at + 1
              ? 'after'
              : undefined
          : undefined,
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (!drag) return
        event.preventDefault()
        const { top, height } = event.currentTarget.getBoundingClientRect()
        const gap = event.clientY < top + height / 2 ? at : at + 1
        if (gap !== drag.gap) setDrag({ ...drag, gap })
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        if (!drag) return
        event.preventDefault()
        const to = drag.gap > drag.from ? drag.gap - 1 : drag.gap
        setDrag(null)
        if (to !== drag.from) onMove(drag.from, to)
      },
    }),
  }
}
