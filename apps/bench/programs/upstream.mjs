// The least that answers as Dify does, at once. Its argument says what: `up`, or `down` for an outage.
import { createServer } from 'node:http';

const [status, body] =
  process.argv[2] === 'down' ? [503, '{"code":"unavailable","status":503}'] : [200, '{"result":"success"}'];
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(status, headers).end(body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
