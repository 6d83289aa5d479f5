import type { ServerResponse } from 'node:http';
import { renderToPipeableStream } from 'react-dom/server';
import { type Late, Page } from './Page.tsx';

/** Streams the page: the ready part at once, and the rest when it is ready. */
export function stream(response: ServerResponse, late: Late): void {
  const { pipe } = renderToPipeableStream(<Page submit={submitNothing} late={late} />, {
    bootstrapModules: ['/client.js'],
    onShellReady() {
      response.setHeader('content-type', 'text/html');
      pipe(response);
    },
  });
}

/** The server submits no feedback. */
const submitNothing = async () => {
  throw new Error('Feedback was sent while a page was rendered on a server.');
};
