// Runs before the first paint, as a file of its own because the content security policy refuses inline script:
// the colour scheme and the language must be right before anything is drawn.
;(() => {
  const root = document.documentElement
  let scheme = 'auto'
  let language = (navigator.language || 'en').slice(0, 2)
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value') || 'auto'
    language = localStorage.getItem('regulars.language') || language
  } catch {
    // Storage may be refused by the browser; the defaults hold.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  root.lang = language
})()
