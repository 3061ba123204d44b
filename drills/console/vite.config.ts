import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// drills/src/console serves what is built here: index.html as the frame of every page, the rest as /assets.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: 'build/pages',
    emptyOutDir: true,
    target: 'es2023',
    // One file: it comes from this machine, once, and no page waits for a second one.
    modulePreload: false,
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
  },
});
