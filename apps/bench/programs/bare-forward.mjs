// The baseline: reads each body and forwards it over keep-alive connections, without checks or a store.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const upstream = new Pool(process.argv[2]);

const server = createServer((incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', async () => {
    const forwarded = await upstream.request({
      path: incoming.url,
      method: 'POST',
      headers: { 'content-type': incoming.headers['content-type'] },
      body: Buffer.concat(chunks),
    });
    const body = await forwarded.body.text();
    outgoing.writeHead(forwarded.statusCode, {
      'content-type': forwarded.headers['content-type'],
      'content-length': Buffer.byteLength(body),
    });
    outgoing.end(body);
  });
});
// As long as a gateway keeps connections.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
