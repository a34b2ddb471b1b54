import { useEffect, useRef, useState } from 'react'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Files of a drop; folders are left out, they cannot be read as a file. */
const filesOf = ({ dataTransfer }: DragEvent): File[] =>
  [...(dataTransfer?.items ?? [])].flatMap((item) => {
    const file = item.webkitGetAsEntry?.()?.isDirectory ? null : item.getAsFile()
    return file ? [file] : []
  })

/** Hears files that are dropped anywhere on the page; true while some hang over it. */
export function useFileDrop(take: (files: File[]) => void, enabled: boolean): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    if (!enabled) return
    // Entering a child comes before leaving its parent, so the two are counted.
    let depth = 0
    const on = (type: string, then: (event: DragEvent) => void) => {
      const listener = (event: Event) => {
        if (!carriesFiles(event as DragEvent)) return
        event.preventDefault()
        then(event as DragEvent)
      }
      addEventListener(type, listener)
      return () => removeEventListener(type, listener)
    }
    const offs = [
      on('dragenter', () => setOver(++depth > 0)),
      on('dragleave', () => setOver(--depth > 0)),
      on('dragover', () => {}),
      on('drop', (event) => {
        depth = 0
        setOver(false)
        latest.current(filesOf(event))
      }),
    ]
    return () => {
      setOver(false)
      for (const off of offs) off()
    }
  }, [enabled])
  return over
}
