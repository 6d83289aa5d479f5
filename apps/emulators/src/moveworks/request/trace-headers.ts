import { randomBytes, randomUUID } from 'node:crypto';

/** What every answer of Moveworks carries, by which its support finds the request. */
export const traceHeaders = (): Record<string, string> => ({
  'x-moveworks-root-uuid': randomUUID(),
  'x-trace-id': randomBytes(16).toString('hex'),
});
