import { urlOf, type Written } from '../../shared/api.ts'
import { ApiProblem } from '../../shared/problem.ts'
import type { Customer } from '../../shared/ui-module.ts'

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp']
export const mostBytes = 10 * 1024 * 1024

/** Why a file cannot become a photo, as a problem code, before it is sent; the server looks into the file itself. */
export const photoFault = (file: { type: string; size: number }): 'photo.type' | 'upload.too_large' | null =>
  !photoTypes.includes(file.type) ? 'photo.type' : file.size > mostBytes ? 'upload.too_large' : null

/** Sends a photo; `progress` hears the share that has left, 0 to 1. Only XMLHttpRequest tells how far an upload is. */
export function uploadPhoto(
  id: string,
  file: File,
  progress: (share: number) => void,
): Promise<Written<'PUT /customers/:id/photo'>> {
  const form = new FormData()
  form.append('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', urlOf('PUT /customers/:id/photo', { params: { id } }))
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total)
    }
    request.onerror = () => reject(new ApiProblem({ status: 0, title: 'No answer', code: 'network' }))
    request.onload = () => {
      const { status } = request
      let answer: unknown
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        answer = {}
      }
      const operation = request.getResponseHeader('operation-id')
      if (status >= 200 && status < 300) resolve({ answer: answer as Customer, operation })
      else reject(new ApiProblem({ status, title: `HTTP ${status}`, ...(answer as object) }))
    }
    request.send(form)
  })
}
