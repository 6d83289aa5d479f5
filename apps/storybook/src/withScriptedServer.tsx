import type { FeedbackItem, LoadedFeedback } from '@message-feedback/core';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { FeedbackProvider, type FeedbackProviderProps, type SubmitFeedback } from '@message-feedback/react';
import type { Decorator } from '@storybook/react-vite';
import * as React from 'react';
import { action } from 'storybook/actions';
import { languageOf } from './languages.ts';
import '@message-feedback/react/styles.css';

/** Puts every story below a provider with a server of its own, which the story scripts in `parameters.feedback`. */
export const withScriptedServer: Decorator = (Story, { id, parameters, globals }) => (
  <ScriptedServer key={id} language={globals.language} {...(parameters.feedback as FeedbackParameters)}>
    <Story />
  </ScriptedServer>
);

/** `parameters` of a story, with its types checked. */
export const feedback = (parameters: FeedbackParameters): { feedback: FeedbackParameters } => ({
  feedback: parameters,
});

export interface FeedbackParameters {
  /** What the server holds from the start; a function where it depends on the time. */
  readonly items?: readonly FeedbackItem[] | (() => readonly FeedbackItem[]);
  /** What a read answers besides: which ratings a message takes, and what the upstream can do. */
  readonly loaded?: Omit<LoadedFeedback, 'items'>;
  /** Tells the server how to answer. */
  readonly script?: (submit: ScriptedSubmit) => void;
  readonly provider?: Omit<FeedbackProviderProps, 'submit' | 'userId' | 'children'>;
}

/** A provider and what it submits to: one user at one server, which nothing else in the page shares. */
export function ScriptedServer({
  items = [],
  loaded,
  script,
  provider,
  language,
  children,
}: React.PropsWithChildren<FeedbackParameters & { language: unknown }>): React.ReactElement {
  const [submit] = React.useState(() => {
    const scripted = createScriptedSubmit({ items: typeof items === 'function' ? items() : items });
    script?.(scripted);
    return logged(scripted, loaded);
  });
  // Unsent feedback of a story stays in the browser for its user, so each story has a user of its own.
  const [userId] = React.useState(() => crypto.randomUUID());
  return (
    <FeedbackProvider submit={submit} userId={userId} labels={languageOf(language).labels} {...provider}>
      {children}
    </FeedbackProvider>
  );
}

/** Shows in the Actions panel what the server gets. */
function logged(submit: ScriptedSubmit, loaded: FeedbackParameters['loaded']): SubmitFeedback {
  const log = action('submit');
  return Object.assign(
    (...[submission, context]: Parameters<SubmitFeedback>) => {
      log(submission.feedback);
      return submit(submission, context);
    },
    {
      load: async (...read: Parameters<ScriptedSubmit['load']>) => ({
        ...(await submit.load(...read)),
        ...loaded,
      }),
    },
  );
}
