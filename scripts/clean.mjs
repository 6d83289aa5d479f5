// Usage: node clean.mjs DIR... (below the current folder)
import { rmSync } from 'node:fs';

for (const dir of process.argv.slice(2)) rmSync(dir, { recursive: true, force: true });
