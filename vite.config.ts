import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * What the pages of a PDF may need beside it, under names of their own: fonts that are not in the file, the encodings
 * of Chinese, Japanese and Korean ones, and decoders of scans in JavaScript, because the policy refuses WebAssembly.
 */
const pdfParts: Plugin = {
  name: 'pdf-parts',
  apply: 'build',
  generateBundle() {
    const wanted = { cmaps: /\.bcmap$/, standard_fonts: /\.(pfb|ttf)$/, wasm: /_nowasm_fallback\.js$/ }
    for (const [folder, names] of Object.entries(wanted)) {
      const path = at(`node_modules/pdfjs-dist/${folder}`)
      for (const name of readdirSync(path).filter((name) => names.test(name)))
        this.emitFile({
          type: 'asset',
          fileName: `pdf/${folder}/${name}`,
          source: readFileSync(join(path, name)),
        })
    }
  },
}

/** Everything the first list needs travels in few files: the frame, its libraries, and one file of words per language. */
export default defineConfig({
  root: at(process.env.VITEST ? '.' : 'src/ui/staff'),
  publicDir: at('src/ui/public'),
  plugins: [react(), pdfParts],
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
