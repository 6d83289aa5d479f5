import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Workspace packages resolve to their sources, so nothing has to be built first.
  resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/client',
    // A data: URL would need a weaker content security policy.
    assetsInlineLimit: 0,
  },
});
