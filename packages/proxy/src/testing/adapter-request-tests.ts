import type { Feedback, FeedbackLimits } from '@message-feedback/core';
import type { UpstreamRequest } from '../adapters/upstream-exchange.ts';
import type { AdapterSpecimen } from './adapter-suite.ts';
import type { Expect } from './test-runner.ts';

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
    'takes the ids of its upstream, and none that could leave its place in a URL',
    ({ adapter: { ids }, message }, expect) => {
      for (const field of ID_FIELDS) {
        const rule = ids[field];
        if (rule === undefined) continue;
        const id = message[field] ?? '';
        const taken = [id, `${id}\n`, ` ${id}`, ...IMPOSSIBLE_IDS].filter((each) => rule.pattern.test(each));
        expect([field, ...taken]).toEqual([field, id]);
        expect(/[gy]/.test(rule.pattern.flags)).toEqual(false);
        expect(rule.normalize?.(id) ?? id).toEqual(rule.normalize?.(rule.normalize(id)) ?? id);
      }
    },
  ],
  [
    'makes the same request of the same feedback, and another of another rating',
    (specimen, expect) => {
      const like = requestOf(specimen, LIKE);
      expect(requestOf(specimen, LIKE)).toEqual(like);
      const dislike = requestOf(specimen, { ...LIKE, rating: 'dislike' });
      expect([dislike.url, dislike.method]).toEqual([like.url, like.method]);
      expect(dislike.body === like.body).toEqual(false);
    },
  ],
  [
    'names the message in the URL and writes nothing else there',
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
    'sends everything that the user said, word for word',
    (specimen, expect) => {
      const { reasons } = specimen.adapter.capabilities;
      const texts = textsOf(requestOf(specimen, FULL)).join('\n');
      const said = reasons === 'none' ? [FULL.comment] : [FULL.comment, ...FULL.reasons];
      expect(said.filter((text) => !texts.includes(text))).toEqual([]);
    },
  ],
  [
    'has headers that can be sent, whatever the user said',
    (specimen, expect) => {
      const { headers } = requestOf(specimen, FULL);
      expect([...new Headers({ ...headers }).keys()].length).toEqual(Object.keys(headers).length);
      const written = JSON.stringify(headers);
      expect([FULL.comment, ...FULL.reasons].filter((text) => written.includes(text))).toEqual([]);
    },
  ],
  [
    'takes a rating back with a request where it says that it can, and only there',
    (specimen, expect) => {
      const made = make(specimen, NONE);
      expect('url' in made).toEqual(specimen.adapter.capabilities.revoke);
      if ('url' in made) expect(made).toEqual(requestOf(specimen, NONE));
      else expect(made.type).toEqual('refused');
    },
  ],
  [
    'sends the longest feedback that its limits let through',
    (specimen, expect) => {
      const { adapter } = specimen;
      const longest = longestFeedback(adapter.capabilities.limits);
      expect(adapter.problems?.(longest) ?? []).toEqual([]);
      expect('url' in make(specimen, longest)).toEqual(true);
    },
  ],
  [
    'declares limits that can be kept',
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
  throw new Error(`The adapter makes no request of the rating ${feedback.rating}, so it cannot be sent.`);
}

/** Every text of a body of JSON or of a form. */
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
