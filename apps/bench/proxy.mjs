// Measures the proxy next to a bare forward and to other proxies: `node apps/bench/proxy.mjs`. The README
// explains the options.
import { runSource } from '../../scripts/run-source.mjs';

await runSource('apps/bench/src/proxy/main.ts');
