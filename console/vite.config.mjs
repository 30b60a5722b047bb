import { defineConfig } from 'vite';

/** Everything is served by Plenum itself: no external assets, hashed names, and source maps for those who look. */
export default defineConfig({
  base: './',
  esbuild: { jsx: 'automatic' },
  build: { outDir: '../dist/console', emptyOutDir: true, sourcemap: true, chunkSizeWarningLimit: 1000 },
  server: { proxy: { '/api': 'http://localhost:8080', '/health': 'http://localhost:8080' } },
});
