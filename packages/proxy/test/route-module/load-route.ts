// Imports the route module, prints what that has left behind, and ends unless something keeps it.
import { setImmediate } from 'node:timers/promises';

const before = process.getActiveResourcesInfo();
const { proxies, GET } = await import('./route.ts');
await setImmediate();
// The loader may still be reading files, which ends by itself.
while (process.getActiveResourcesInfo().includes('FSReqPromise')) await setImmediate();
const after = process.getActiveResourcesInfo().filter((resource) => resource !== 'Immediate');
process.stdout.write(`${JSON.stringify({ before, after })}\n`);
if (process.argv[2] === 'read') {
  await GET(new Request('https://chat.example.com/?messageId=3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11'));
  for (const proxy of proxies) await proxy.close();
}
