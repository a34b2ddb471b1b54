import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../kit/announce.ts'
import { useT } from '../../kit/words.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import { invalidate, queryClient, read } from '../shared/queries.ts'
import { keepFound } from './found.ts'
import { uploadImport } from './upload.ts'

export type Upload = { name: string; size: number; sent: number }
type Refusal = { name: string | null; text: string }

/** Sends one file and goes to its import. What is wrong with a file is said here and nothing of it is kept. */
export function useUpload(target: string) {
  const t = useT('imports')
  const navigate = useNavigate()
  const [upload, setUpload] = useState<Upload | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  const send = async (file: File) => {
    if (stop.current) return
    setRefusal(null)
    if (file.size === 0) return setRefusal({ name: file.name, text: t('error.file.empty') })
    const controller = new AbortController()
    stop.current = controller
    setUpload({ name: file.name, size: file.size, sent: 0 })
    try {
      const onSent = (sent: number) => setUpload((old) => old && { ...old, sent: Math.min(sent, file.size) })
      const one = await uploadImport(file, target, { signal: controller.signal, onSent })
      keepFound(one)
      queryClient.setQueryData(read('GET /imports/:id', { params: { id: one.id } }).queryKey, one)
      void invalidate('GET /imports')
      void navigate({ to: `/imports/${one.id}` })
    } catch (problem) {
      if (controller.signal.aborted) announce(t('upload.cancelled'))
      else
        setRefusal({
          name: file.name,
          // A body that is too large for the server as a whole has a code of its own.
          text:
            problem instanceof ApiProblem && problem.status === 413
              ? t('error.upload.too_large')
              : problemText(problem, t),
        })
    } finally {
      stop.current = null
      setUpload(null)
    }
  }
  /** Takes what was dropped or chosen. */
  const take = (files: readonly File[]) => {
    const [file] = files
    if (!file) return setRefusal({ name: null, text: t('upload.folder') })
    if (files.length > 1) return setRefusal({ name: null, text: t('upload.several') })
    void send(file)
  }
  return { upload, refusal, take, cancel: () => stop.current?.abort() }
}
