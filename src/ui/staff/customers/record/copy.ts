import { toast } from '../../../kit/toast.tsx'
import type { Translate } from '../../../kit/words.ts'

/** Puts a text on the clipboard and says so; browsers give none to pages that came over plain http. */
export async function copyText(text: string, t: Translate): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast({ text: t('record.copied', { text }) })
  } catch {
    toast({ tone: 'danger', text: t('record.notCopied', { text }) })
  }
}
