import { createScriptedSubmit } from '@message-feedback/core/testing';
import { hydrateRoot } from 'react-dom/client';
import { Page } from './Page.tsx';

const submit = createScriptedSubmit();
if (location.pathname === '/down') submit.failAlways('network');
// For tests, to see what was sent.
Object.assign(window, { submit });

const here = { arrives: Promise.resolve(), arrived: true };
hydrateRoot(document, <Page submit={submit} late={here} />, {
  // What does not fit together is told to the console, in every version of React.
  onRecoverableError: (error) => console.error(error),
});
