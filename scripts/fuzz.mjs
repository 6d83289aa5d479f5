// Sends hostile inputs to the proxy, many more than a test run does, and prints the seed that repeats them:
//
//   node scripts/fuzz.mjs [--inputs 1000000] [--seed 1]
//
// A failure names the seed of its thousand inputs: node scripts/fuzz.mjs --inputs 1000 --seed <that seed>
import { runSource } from './run-source.mjs';

await runSource('packages/proxy/test/fuzz/main.ts');
