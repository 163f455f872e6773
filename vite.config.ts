import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds every page of the renderer into out/renderer. Nothing is inlined: the pages' content security policy allows files only. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { lane: 'renderer/lane/index.html', customer: 'renderer/customer/index.html', panel: 'renderer/panel/index.html' } },
  },
})
