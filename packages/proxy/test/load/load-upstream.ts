// The least that answers as Dify does. Its argument says what: success, or an outage.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerQuestions } from './usage.ts';

const isDown = process.argv[2] === 'down';
let delivered = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (!isDown) delivered++;
    response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' });
    response.end(isDown ? '{"code":"unavailable","status":503}' : '{"result":"success"}');
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerQuestions({ url: `http://127.0.0.1:${port}` }, async () => ({ delivered }));
});
