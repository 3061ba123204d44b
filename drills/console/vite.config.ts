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
    // The policy of the server lets no script stand in a page, and one file of a few hundred kB comes from this machine.
    modulePreload: false,
    reportCompressedSize: false,
  },
});
