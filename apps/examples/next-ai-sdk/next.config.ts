import { join } from 'node:path';
import type { NextConfig } from 'next';

const workspace = join(process.cwd(), '..');

export default {
  serverExternalPackages: ['libsql'],
  outputFileTracingRoot: workspace,
  turbopack: { root: workspace },
} satisfies NextConfig;
