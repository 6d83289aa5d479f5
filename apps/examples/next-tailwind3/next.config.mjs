import { fileURLToPath } from 'node:url';

export default {
  // A native module, which webpack leaves to Node.
  serverExternalPackages: ['libsql'],
  outputFileTracingRoot: fileURLToPath(new URL('..', import.meta.url)),
};
