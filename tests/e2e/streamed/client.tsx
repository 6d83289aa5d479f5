import { createScriptedSubmit } from '@message-feedback/core/testing';
import { hydrateRoot } from 'react-dom/client';
import { Page } from './Page.tsx';

const submit = createScriptedSubmit();
if (location.pathname === '/down') submit.failAlways('network');
// Lets tests see the submissions.
Object.assign(window, { submit });

const here = { arrives: Promise.resolve(), arrived: true };
hydrateRoot(document, <Page submit={submit} late={here} />, {
  // Every version of React reports hydration mismatches to the console.
  onRecoverableError: (error) => console.error(error),
});
