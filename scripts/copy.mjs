// Usage: node copy.mjs FILE... DIR
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const args = process.argv.slice(2);
const dir = args.pop();
mkdirSync(dir, { recursive: true });
for (const file of args) copyFileSync(file, join(dir, basename(file)));
