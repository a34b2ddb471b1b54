import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Notice, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import classes from './preview.module.css'

/** Bytes of a text that are shown; more is for its own program. */
const most = 100 * 1024

/** Bytes as text: by their mark, as UTF-8 where they are, else in the letters that older programs wrote in Europe. */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    // A letter may be cut at the end: the decoder waits for the rest of it, which does not come.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

async function readStart(url: string, signal: AbortSignal): Promise<{ text: string; cut: boolean }> {
  const answer = await fetch(url, { headers: { range: `bytes=0-${most - 1}` }, signal })
  if (!answer.ok) throw new Error(String(answer.status))
  const total = Number(answer.headers.get('content-range')?.split('/')[1] ?? 0)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { text: textOf(bytes), cut: total > most }
}

/** The beginning of a text, letter for letter: nothing in it is taken for markup. */
export function TextPreview({ url, title, onFail }: { url: string; title: string; onFail: () => void }) {
  const t = useT('documents')
  const f = useFormats()
  const { data, error } = useQuery({
    queryKey: ['document text', url],
    queryFn: ({ signal }) => readStart(url, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  useEffect(() => {
    if (error) onFail()
  }, [error, onFail])
  if (!data) return <Skeleton lines={[90, 70, 80, 40]} height={14} />
  return (
    <>
      {data.cut && <Notice>{t('text.cut', { size: f.bytes(most) })}</Notice>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a labelled region is no section of the page */}
      <div className={classes.text} tabIndex={0} role="region" aria-label={title}>
        <pre>{data.text}</pre>
      </div>
    </>
  )
}
