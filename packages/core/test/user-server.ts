import type { FeedbackClientOptions } from '../src/client/feedback-client.ts';
import type {
  FeedbackItem,
  FeedbackSubmission,
  LoadFeedback,
  SubmitFeedback,
} from '../src/feedback/types.ts';
import { FeedbackError } from '../src/wire/feedback-error.ts';
import { message, setUpBrowser } from './browser.ts';

/** What Ada writes. */
export const words = { rating: 'dislike', reasons: [], comment: 'Ada’s words' } as const;

/** A browser whose users sign in to one server. */
export function setUpUsers() {
  const browser = setUpBrowser();
  const server = createUserServer();
  return {
    ...browser,
    server,
    /** A page with a bar. */
    openPage(options: Partial<FeedbackClientOptions> = {}) {
      const tab = browser.openTab({ submit: server.submit, ...options });
      tab.client.subscribe(message, () => {});
      return tab;
    },
  };
}

/** Ada's page has read her feedback, and what she writes next cannot be sent. */
export async function leaveUnsent({ openPage, server, clock }: ReturnType<typeof setUpUsers>, userId = '') {
  const ada = openPage({ userId });
  await clock.advance(0);
  server.setOffline(true);
  ada.client.submit(message, words);
  await clock.advance(0);
  return ada;
}

/** A connection that loses every request until `repair`. */
export function cutOff(submit: SubmitFeedback & { readonly load: LoadFeedback }) {
  let isCut = true;
  async function pass<Result>(call: () => Promise<Result>): Promise<Result> {
    if (isCut) throw new FeedbackError('network', 'Cut off.');
    return call();
  }
  const cut: SubmitFeedback = (...sent) => pass(async () => submit(...sent));
  const load: LoadFeedback = (...read) => pass(() => submit.load(...read));
  return {
    submit: cut,
    load,
    repair() {
      isCut = false;
    },
  };
}

/** Another user signs in, and then the connection of a page that was open before works again. */
export async function meetNextUser({ server, clock, late, repair }: LatePage): Promise<void> {
  server.signIn('ben');
  repair();
  late.page()?.wake();
  await clock.advance(60_000);
}

interface LatePage extends Pick<ReturnType<typeof setUpUsers>, 'server' | 'clock'> {
  readonly late: Pick<ReturnType<ReturnType<typeof setUpUsers>['openPage']>, 'page'>;
  readonly repair: () => void;
}

/** A proxy in memory that knows its users by a cookie, like those of one browser. */
function createUserServer() {
  const stored = new Map<string, FeedbackItem>();
  const received: FeedbackSubmission[] = [];
  const waiting: (() => void)[] = [];
  let key = 'k1';
  let cookie: string | null = 'ada';
  let isOffline = false;
  let isPaused = false;

  /** The user and the tag of a request that leaves the browser now. */
  async function arrive(meantFor: string | undefined): Promise<{ user: string; userTag: string }> {
    const user = cookie;
    if (isPaused) await new Promise<void>((resolve) => waiting.push(resolve));
    if (isOffline) throw new FeedbackError('network', 'Offline.');
    if (user === null) throw new FeedbackError('unauthenticated', 'Signed out.');
    const userTag = tagOf(user);
    if (meantFor !== undefined && meantFor !== userTag)
      throw new FeedbackError('other_user', 'Another user.', { userTag });
    return { user, userTag };
  }

  const tagOf = (user: string) => `${key}.${user}`;

  const submit: SubmitFeedback = async (submission) => {
    const { user, userTag } = await arrive(submission.userTag);
    received.push(submission);
    const { message, feedback, stamp } = submission;
    const item = { messageId: message.messageId, feedback, stamp, undoUntil: null, final: false };
    stored.set(`${user} ${message.messageId}`, item);
    return { ...item, status: 'delivered', userTag };
  };

  const load: LoadFeedback = async (messages, context) => {
    const { user, userTag } = await arrive(context.userTag);
    const items = messages.flatMap(({ messageId }) => stored.get(`${user} ${messageId}`) ?? []);
    return { items, userTag };
  };

  return {
    submit: Object.assign(submit, { load }),
    /** Every submission that was stored. */
    received,
    tagOf,
    storedFor: (user: string, messageId = 'message-1') => stored.get(`${user} ${messageId}`)?.feedback,
    signIn(user: string | null) {
      cookie = user;
    },
    setOffline(value: boolean) {
      isOffline = value;
    },
    changeKey() {
      key = 'k2';
    },
    /** Keeps requests back until `release`, with the cookie that they left with. */
    pause() {
      isPaused = true;
    },
    release() {
      isPaused = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
