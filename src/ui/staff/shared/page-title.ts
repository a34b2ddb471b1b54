import { useEffect } from 'react'
import { announce } from '../../kit/announce.ts'

const app = 'Regulars'
/** What the frame calls the page, and what the page calls itself, such as the name of a record; that wins. */
const titles: { frame?: string; page?: string } = {}
let shown = ''

function show() {
  const title = titles.page ?? titles.frame
  if (!title) return
  document.title = `${title} · ${app}`
  if (shown !== title) announce(title)
  shown = title
}

function useTitle(by: 'frame' | 'page', title: string | undefined) {
  useEffect(() => {
    if (!title) return
    titles[by] = title
    show()
    return () => {
      delete titles[by]
    }
  }, [by, title])
}

/** Names the page in the browser's tab and to screen readers better than the frame can, whichever of them comes last. */
export const usePageTitle = (title: string | undefined) => useTitle('page', title)

/** The name that a page goes by as long as it gives no better one. */
export const useFrameTitle = (title: string) => useTitle('frame', title)
