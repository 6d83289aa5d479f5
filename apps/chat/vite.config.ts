import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Workspace packages are taken from their sources, so that nothing has to be built first.
  resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/client',
    // A data: URL would need a wider content security policy than this page has.
    assetsInlineLimit: 0,
  },
});
