import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import classes from './preview.module.css'

GlobalWorkerOptions.workerSrc = workerUrl

/** Pages beyond this are for the reader's own program; each holds a picture in memory. */
const mostPages = 200

type PdfProps = { url: string; title: string; onFail: () => void }

/**
 * The pages of a PDF, drawn here: the browser's own viewer works neither under our policy nor on phones. Scripts in the
 * file are never run; parts of it are fetched as they are needed.
 */
export default function PdfPages({ url, title, onFail }: PdfProps) {
  const t = useT('documents')
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null)
  const fail = useRef(onFail)
  fail.current = onFail
  useEffect(() => {
    const task = getDocument({
      url,
      // The policy refuses WebAssembly; the decoders that stand there are JavaScript.
      useWasm: false,
      wasmUrl: '/pdf/wasm/',
      cMapUrl: '/pdf/cmaps/',
      standardFontDataUrl: '/pdf/standard_fonts/',
      disableAutoFetch: true,
      disableStream: true,
    })
    task.promise.then(setPdf, () => fail.current())
    return () => void task.destroy()
  }, [url])
  if (!pdf) return <Skeleton lines={[100]} height={320} />
  const shown = Math.min(pdf.numPages, mostPages)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a labelled region is no section of the page
    <div className={classes.pages} tabIndex={0} role="region" aria-label={title}>
      {Array.from({ length: shown }, (_, i) => i + 1).map((number) => (
        <PdfPage key={number} pdf={pdf} number={number} label={t('page', { number, count: pdf.numPages })} />
      ))}
      {shown < pdf.numPages && <p className={classes.description}>{t('pdf.cut', { count: shown })}</p>}
    </div>
  )
}

/** Drawn when it comes near the screen. */
function PdfPage({ pdf, number, label }: { pdf: PDFDocumentProxy; number: number; label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [near, setNear] = useState(number <= 2)
  const [text, setText] = useState('')
  useEffect(() => {
    if (near || !place.current) return
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: '800px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [near])
  useEffect(() => {
    if (!near) return
    let wanted = true
    const draw = async () => {
      const page = await pdf.getPage(number)
      if (!wanted || !canvas.current) return
      await drawOn(page, canvas.current)
      const { items } = await page.getTextContent()
      if (wanted) setText(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    // A page that cannot be drawn stays empty; the others are shown.
    draw().catch(() => {})
    return () => {
      wanted = false
    }
  }, [near, pdf, number])
  return (
    <div ref={place} className={classes.page}>
      <canvas ref={canvas} aria-hidden />
      <p className="visually-hidden">{`${label}. ${text}`}</p>
    </div>
  )
}

/** As wide as there is room for, in the points of the screen. */
async function drawOn(page: PDFPageProxy, canvas: HTMLCanvasElement): Promise<void> {
  const natural = page.getViewport({ scale: 1 })
  const width = Math.min(canvas.parentElement?.clientWidth ?? natural.width, natural.width * 1.6)
  const density = Math.min(globalThis.devicePixelRatio || 1, 2)
  const viewport = page.getViewport({ scale: (width / natural.width) * density })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  await page.render({ canvas, viewport }).promise
}
