// Browsers that have had a response and keep their connection. Its arguments: the address of the proxy, and
// how many. Answers with how many are still open.
import { connect } from 'node:net';

const [, , url, count] = process.argv;
const { hostname, port } = new URL(url);
/** Less than the queue of connections that Node has not accepted yet. */
const AT_ONCE = 250;
const request = 'POST /api/message-feedback HTTP/1.1\r\nHost: chat.example.com\r\nContent-Length: 0\r\n\r\n';
let open = 0;

function openOne() {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.once('error', reject);
    socket.once('data', () => {
      open++;
      resolve();
    });
    socket.on('close', () => open--);
    socket.resume();
  });
}

for (let left = Number(count); left > 0; left -= AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, openOne));
}
process.on('message', () => process.send({ open }));
process.send({ url });
