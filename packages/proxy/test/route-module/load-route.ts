// Imports the route module, prints what that has left behind, and ends unless something keeps it.
import { setImmediate } from 'node:timers/promises';

/** The loader of TypeScript connects to a server and reads files, which ends by itself. */
const OF_LOADER = ['ConnectWrap', 'FSReqPromise', 'FSReqCallback', 'CloseReq'];

async function activeResources(): Promise<readonly string[]> {
  for (;;) {
    await setImmediate();
    const resources = process.getActiveResourcesInfo().filter((resource) => resource !== 'Immediate');
    if (!resources.some((resource) => OF_LOADER.includes(resource))) return resources;
  }
}

const before = await activeResources();
const { proxies, GET } = await import('./route.ts');
const after = await activeResources();
process.stdout.write(`${JSON.stringify({ before, after })}\n`);
if (process.argv[2] === 'read') {
  await GET(new Request('https://chat.example.com/?messageId=3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11'));
  for (const proxy of proxies) await proxy.close();
}
