import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Everything the first list needs travels in few files: the frame, its libraries, and one file of words per language. */
export default defineConfig({
  root: at(process.env.VITEST ? '.' : 'src/ui/staff'),
  publicDir: at('src/ui/public'),
  plugins: [react()],
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    target: 'es2023',
    // Nothing may be inlined as a data: URL, the content security policy refuses it.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 2 },
            { name: 'app', test: /src[\\/](ui|lib)[\\/]/, tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.REGULARS_URL ?? 'http://127.0.0.1:3000' } },
})
