import { Agent, request } from 'node:http';
import { formatStamp } from '@message-feedback/core';

/** Sends submissions over keep-alive connections, as browsers behind a gateway do. */
export function createSender(url: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  return {
    send: (index, users) =>
      new Promise((resolve) => {
        const body = submission(index, users);
        const headers = {
          ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          'x-user': `user-${index % users}`,
        };
        const outgoing = request(url, { agent, method: 'POST', headers }, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
          response.on('error', () => resolve(0));
        });
        outgoing.on('error', () => resolve(0));
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}

export interface Sender {
  /** Resolves to the status of the response; 0 if there was none. */
  send(index: number, users: number): Promise<number>;
  close(): void;
}

/** Each user rates one message after the other, with reasons and a comment. */
function submission(index: number, users: number): string {
  const message = String(index).padStart(12, '0');
  return JSON.stringify({
    message: { messageId: `3f2b8c1e-0d4a-4b6f-9a51-${message}` },
    feedback: {
      rating: index % 3 === 0 ? 'dislike' : 'like',
      reasons: index % 2 === 0 ? ['Inaccurate', 'Too long'] : [],
      comment: index % 4 === 0 ? 'The second paragraph has the wrong year.' : '',
    },
    stamp: formatStamp({ ms: Date.now(), counter: 0, clientId: `user${index % users}` }),
  });
}
