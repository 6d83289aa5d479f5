import type { Feedback, FeedbackLimits } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage, UpstreamRequest } from '../adapters/feedback-adapter.ts';
import type { Expect } from './test-runner.ts';

export interface AdapterSpecimen {
  readonly adapter: FeedbackAdapter;
  /** A message as the upstream could have created it, with callback ids if it needs them. */
  readonly message: UpstreamMessage;
  /** The upstream's response when it has accepted feedback. */
  readonly success: { readonly status: number; readonly body: string };
  /**
   * The adapter's key, or a token as from `getToken`. The tests search for it where it must not be.
   */
  readonly secret?: string;
}

export type AdapterTest = (specimen: AdapterSpecimen, expect: Expect) => void | Promise<void>;

export type NamedAdapterTests = readonly (readonly [title: string, test: AdapterTest])[];

export const LIKE: Feedback = { rating: 'like', reasons: [], comment: '' };
const NONE: Feedback = { rating: null, reasons: [], comment: '' };
const FULL: Feedback = {
  rating: 'dislike',
  reasons: ['Not "true"', '太长', 'a&b=c'],
  comment: 'Line 1\nLine 2 \\ </script> 👍 %2e',
};
const USER = 'user?&#/%"@example.com';
const ID_FIELDS = ['messageId', 'conversationId', 'responseId'] as const;
const IMPOSSIBLE_IDS = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  '%2e%2e',
  'a?b',
  'a#b',
  'a b',
  ' ',
  '\n',
  '\0',
  'é',
  '\ud800',
];

export const adapterRequestTests: NamedAdapterTests = [
  [
    'accepts the ids of its upstream, and none that could change a URL',
    ({ adapter: { ids }, message }, expect) => {
      for (const field of ID_FIELDS) {
        const rule = ids[field];
        if (rule === undefined) continue;
        const id = message[field] ?? '';
        const matching = [id, `${id}\n`, ` ${id}`, ...IMPOSSIBLE_IDS].filter((each) =>
          rule.pattern.test(each),
        );
        expect([field, ...matching]).toEqual([field, id]);
        expect(/[gy]/.test(rule.pattern.flags)).toEqual(false);
        expect(rule.normalize?.(id) ?? id).toEqual(rule.normalize?.(rule.normalize(id)) ?? id);
      }
    },
  ],
  [
    'builds the same request for the same feedback, and another for another rating',
    (specimen, expect) => {
      const like = requestOf(specimen, LIKE);
      expect(requestOf(specimen, LIKE)).toEqual(like);
      const dislike = requestOf(specimen, { ...LIKE, rating: 'dislike' });
      expect([dislike.url, dislike.method]).toEqual([like.url, like.method]);
      expect(dislike.body === like.body).toEqual(false);
    },
  ],
  [
    'has the message id in the URL, and neither user, key, callback ids nor text',
    (specimen, expect) => {
      const { message, secret = 'no secret' } = specimen;
      for (const feedback of [LIKE, FULL]) {
        const url = new URL(requestOf(specimen, feedback).url);
        const path = decodeURIComponent(url.pathname);
        expect([url.search, url.hash, path.includes(message.messageId)]).toEqual(['', '', true]);
        const { callbackIds } = message;
        const delivered = [USER, secret, FULL.comment, ...FULL.reasons, ...Object.values(callbackIds ?? {})];
        expect(delivered.filter((text) => path.includes(text))).toEqual([]);
      }
    },
  ],
  [
    'sends all of the feedback, word for word',
    (specimen, expect) => {
      const { reasons } = specimen.adapter.capabilities;
      const texts = textsOf(requestOf(specimen, FULL)).join('\n');
      const sent = reasons === 'none' ? [FULL.comment] : [FULL.comment, ...FULL.reasons];
      expect(sent.filter((text) => !texts.includes(text))).toEqual([]);
    },
  ],
  [
    'has valid headers, whatever the feedback',
    (specimen, expect) => {
      const { headers } = requestOf(specimen, FULL);
      expect([...new Headers({ ...headers }).keys()].length).toEqual(Object.keys(headers).length);
      const written = JSON.stringify(headers);
      expect([FULL.comment, ...FULL.reasons].filter((text) => written.includes(text))).toEqual([]);
    },
  ],
  [
    'revokes a rating with a request only if its capabilities say so',
    (specimen, expect) => {
      const made = make(specimen, NONE);
      expect('url' in made).toEqual(specimen.adapter.capabilities.revoke);
      if ('url' in made) expect(made).toEqual(requestOf(specimen, NONE));
      else expect(made.type).toEqual('refused');
    },
  ],
  [
    'sends the longest feedback that its limits allow',
    (specimen, expect) => {
      const { adapter } = specimen;
      const longest = longestFeedback(adapter.capabilities.limits);
      expect(adapter.problems?.(longest) ?? []).toEqual([]);
      expect('url' in make(specimen, longest)).toEqual(true);
    },
  ],
  [
    'declares valid limits',
    ({ adapter: { name, capabilities } }, expect) => {
      const { holdMs, limits } = capabilities;
      const numbers = [holdMs, limits.reasons, limits.reasonCharacters, limits.commentCharacters];
      expect(numbers.filter((number) => !Number.isInteger(number) || number < 0)).toEqual([]);
      expect(/^[a-z][a-z0-9-]*$/.test(name)).toEqual(true);
    },
  ],
];

function make({ adapter, message, secret = 'token' }: AdapterSpecimen, feedback: Feedback) {
  return adapter.toRequest({ message, feedback }, { userId: USER, token: adapter.getToken ? secret : null });
}

function requestOf(specimen: AdapterSpecimen, feedback: Feedback): UpstreamRequest {
  const made = make(specimen, feedback);
  if ('url' in made) return made;
  throw new Error(
    `The adapter makes no request for the rating "${feedback.rating}", so the rating cannot be sent.`,
  );
}

/** All strings in a body of JSON or of a form. */
function textsOf({ body = '' }: UpstreamRequest): string[] {
  try {
    const texts: string[] = [];
    JSON.parse(body, (_, value) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    return texts;
  } catch {
    return [...new URLSearchParams(body).values()];
  }
}

function longestFeedback({ reasons, reasonCharacters, commentCharacters }: FeedbackLimits): Feedback {
  return {
    rating: 'dislike',
    reasons: Array.from({ length: reasons }, (_, index) => `${index}`.padEnd(reasonCharacters, '好')),
    comment: '好'.repeat(commentCharacters),
  };
}
