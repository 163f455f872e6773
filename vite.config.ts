import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const page = (name: string): string => fileURLToPath(new URL(`renderer/${name}/index.html`, import.meta.url))

/** Builds every page of the renderer into out/renderer. Nothing is inlined: the pages' content security policy allows files only. */
export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { lane: page('lane'), customer: page('customer'), panel: page('panel') } },
  },
})
