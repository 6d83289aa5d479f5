import { type ComponentProps, createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { FeedbackBar, FeedbackControl, FeedbackProvider, MessageFeedback } from '../src/index.ts';

describe('on a server', () => {
  it('renders both buttons and an empty status, and sends no request', () => {
    let calls = 0;
    const count = async () => {
      calls++;
      return { items: [] };
    };
    const submit = Object.assign(async () => {}, { load: count });
    const html = renderToString(
      createElement(FeedbackProvider, { submit }, createElement(FeedbackBar, { message })),
    );
    expect(html.match(/aria-pressed="false"/g)).toHaveLength(2);
    expect(html).toMatch(/<span role="status"><\/span>/);
    expect(calls).toBe(0);
  });

  it('renders the host’s feedback', () => {
    const html = render({ message, initialFeedback: { rating: 'dislike', reasons: [], comment: '' } });
    expect(html).toMatch(/aria-label="Bad response" aria-pressed="true"/);
  });

  it('renders the feedback of a host that controls it', () => {
    const feedback = { rating: 'dislike', reasons: [], comment: '' } as const;
    const bar = createElement(FeedbackBar, { message });
    const control = createElement(FeedbackControl, { feedback }, bar);
    const html = renderToString(createElement(FeedbackProvider, { submit }, control));
    expect(html).toMatch(/aria-label="Bad response" aria-pressed="true"/);
  });

  it('renders a bar that cannot be changed as disabled, with the text that says why', () => {
    const html = render({
      message,
      readOnly: true,
      initialFeedback: { rating: 'dislike', reasons: [], comment: '' },
    });
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(2);
    expect(html.match(/title="This rating can no longer be changed."/g)).toHaveLength(2);
  });

  it('reports a resolveReasons that throws, and renders the bar', () => {
    const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failure = new Error('There is no window.');
    const resolveReasons = () => {
      throw failure;
    };
    const root = createElement(MessageFeedback.Root, { message }, createElement(MessageFeedback.Like));
    const html = renderToString(createElement(FeedbackProvider, { submit, resolveReasons }, root));
    expect(html).toContain('aria-label="Good response"');
    expect(reported).toHaveBeenCalledWith(failure);
  });

  it('uses neither random values nor the time, which a prerendered page must not contain', () => {
    const sources = [vi.spyOn(crypto, 'getRandomValues'), vi.spyOn(Math, 'random'), vi.spyOn(Date, 'now')];
    const html = render({ message, initialFeedback: { rating: 'dislike', reasons: [], comment: '' } });
    const calls = sources.map(({ mock }) => mock.calls.length);
    expect(html).toContain('aria-pressed="true"');
    expect(calls).toEqual([0, 0, 0]);
  });

  it('renders nothing for a message that cannot be rated', () => {
    expect(render({ message: null })).toBe('');
  });
});

const message = { messageId: 'message-1' };
const submit = async () => {};

function render(props: ComponentProps<typeof FeedbackBar>): string {
  return renderToString(createElement(FeedbackProvider, { submit }, createElement(FeedbackBar, props)));
}
