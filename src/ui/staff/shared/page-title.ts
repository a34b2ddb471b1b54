import { useEffect } from 'react'
import { announce } from '../../kit/announce.ts'

const app = 'Regulars'
let shown = ''

/** Names the page in the browser's tab and to screen readers. The last caller wins, so a record page can name its record. */
export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    if (!title) return
    document.title = `${title} · ${app}`
    if (shown !== title) announce(title)
    shown = title
  }, [title])
}
