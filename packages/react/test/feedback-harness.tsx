import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { type RenderResult, render } from '@testing-library/react';
import type * as React from 'react';
import { FeedbackProvider, type FeedbackProviderProps } from '../src/index.ts';
import { uniqueUserId } from './unique-user-id.ts';
import '../src/styles.css';

/** Renders inside a provider with a scripted submit function; `rerender` keeps the provider. */
export function renderFeedback(
  element: React.ReactElement,
  {
    submit = createScriptedSubmit(),
    ...props
  }: Partial<FeedbackProviderProps> & { submit?: ScriptedSubmit } = {},
): Pick<RenderResult, 'container' | 'rerender' | 'unmount'> & { submit: ScriptedSubmit } {
  const userId = uniqueUserId();
  const wrapper = ({ children }: React.PropsWithChildren) => (
    <FeedbackProvider submit={submit} userId={userId} {...props}>
      {children}
    </FeedbackProvider>
  );
  return { ...render(element, { wrapper }), submit };
}
