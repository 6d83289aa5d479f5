// Measures the bar next to plain buttons and to other kits: `node apps/bench/bar.mjs`. The README
// explains the options.
import { runSource } from '../../scripts/run-source.mjs';

await runSource('apps/bench/src/bar/main.ts');
