import '@mantine/core/styles.layer.css'
import '@fontsource-variable/geist/index.css'
import '../kit/tokens.css'
import '../kit/mantine.css'
import '../kit/base.css'
import { createRoot } from 'react-dom/client'
import { App, startPage } from './app.tsx'
import { startLanguage } from './shared/language.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// Data, words and code set out together; nothing waits for another.
startPage()
await startLanguage()
createRoot(root).render(<App />)
