import type { SubmitFeedback } from '@message-feedback/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import * as React from 'react';
import { FeedbackBar } from '../src/feedback-bar/FeedbackBar.tsx';
import { FeedbackProvider } from '../src/index.ts';
import { en } from '../src/locales/en.ts';
import { uniqueUserId } from './unique-user-id.ts';
import '../src/styles.css';

/** As many bars as a long chat shows at once, and few enough for a test. */
export const ROWS = 200;

/** Rows that record which of them rendered, and the number of renders by reads of a label. */
export function renderRows(
  submit: SubmitFeedback,
  rows = ROWS,
  { queryClient = new QueryClient(), before }: { queryClient?: QueryClient; before?: React.ReactNode } = {},
) {
  let commits: string[] = [];
  let reads = 0;
  const labels = Object.defineProperty({ ...en }, 'group', {
    get() {
      reads++;
      return en.group;
    },
  });
  const ids = Array.from({ length: rows }, (_, index) => `row-${index}`);
  const userId = uniqueUserId();
  const list = () => (
    <QueryClientProvider client={queryClient}>
      <FeedbackProvider submit={submit} userId={userId} labels={labels}>
        {before}
        {/* The pointer may be anywhere after the previous test, so no row reacts to it. */}
        <div style={{ pointerEvents: 'none' }}>
          {ids.map((id) => (
            <React.Profiler key={id} id={id} onRender={(row) => commits.push(row)}>
              <FeedbackBar message={{ messageId: id }} />
            </React.Profiler>
          ))}
        </div>
      </FeedbackProvider>
    </QueryClientProvider>
  );
  const { rerender, unmount } = render(list());
  return {
    unmount,
    rendered: () => commits,
    reads: () => reads,
    forget() {
      commits = [];
      reads = 0;
    },
    rerender: () => rerender(list()),
  };
}
