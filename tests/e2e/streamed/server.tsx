import type { ServerResponse } from 'node:http';
import { renderToPipeableStream } from 'react-dom/server';
import { type Late, Page } from './Page.tsx';

/** Streams the page: what is there at once, and the rest as soon as it has arrived. */
export function stream(response: ServerResponse, late: Late): void {
  const { pipe } = renderToPipeableStream(<Page submit={nobody} late={late} />, {
    bootstrapModules: ['/client.js'],
    onShellReady() {
      response.setHeader('content-type', 'text/html');
      pipe(response);
    },
  });
}

/** A server sends nobody's feedback. */
const nobody = async () => {
  throw new Error('Feedback was sent while a page was rendered on a server.');
};
