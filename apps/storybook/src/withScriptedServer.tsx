import type { FeedbackItem, LoadedFeedback } from '@message-feedback/core';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { FeedbackProvider, type FeedbackProviderProps, type SubmitFeedback } from '@message-feedback/react';
import type { Decorator } from '@storybook/react-vite';
import * as React from 'react';
import { action } from 'storybook/actions';
import { languageOf } from './languages.ts';
import '@message-feedback/react/styles.css';

/**
 * Renders every story in a provider with its own server, which the story scripts in
 * `parameters.feedback`.
 */
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
  /** The server's feedback at the start; a function if it depends on the time. */
  readonly items?: readonly FeedbackItem[] | (() => readonly FeedbackItem[]);
  /** What a read also returns: the ratings that a message accepts, and what the upstream can do. */
  readonly loaded?: Omit<LoadedFeedback, 'items'>;
  /** Scripts the server's responses. */
  readonly script?: (submit: ScriptedSubmit) => void;
  readonly provider?: Omit<FeedbackProviderProps, 'submit' | 'userId' | 'children'>;
}

/** A provider and its server: one user, and no state shared with other stories on the page. */
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
  // The browser keeps unsent feedback for its user, so each story has its own user.
  const [userId] = React.useState(() => crypto.randomUUID());
  return (
    <FeedbackProvider submit={submit} userId={userId} labels={languageOf(language).labels} {...provider}>
      {children}
    </FeedbackProvider>
  );
}

/** Shows the server's requests in the Actions panel. */
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
