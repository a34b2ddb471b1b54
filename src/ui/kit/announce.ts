let region: HTMLElement | null = null

/** Says something to screen readers without showing it, politely: after what they are reading now. */
export function announce(text: string) {
  if (!region) {
    region = document.createElement('div')
    region.className = 'visually-hidden'
    region.setAttribute('role', 'status')
    region.setAttribute('aria-live', 'polite')
    document.body.append(region)
  }
  const target = region
  target.textContent = ''
  // A region that already holds the same words is not read again, so they are set anew.
  setTimeout(() => {
    target.textContent = text
  }, 50)
}
