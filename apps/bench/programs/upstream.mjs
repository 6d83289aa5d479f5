// Responds to feedback like Dify, with as little work as possible. Its argument: `up`, `slow` (20 ms for
// each response) or `down`.
import { createServer } from 'node:http';

const [status, body] =
  process.argv[2] === 'down' ? [503, '{"code":"unavailable","status":503}'] : [200, '{"result":"success"}'];
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((request, response) => {
  const respond = () => response.writeHead(status, headers).end(body);
  request.resume().on('end', () => (process.argv[2] === 'slow' ? setTimeout(respond, 20) : respond()));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
