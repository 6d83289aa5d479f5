import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { About } from '../contract/about.ts';
import type { Introduction } from '../contract/chat.ts';
import { ChatError } from '../contract/chat-error.ts';
import { streamAnswer } from './answer-stream.ts';
import { respondProblem } from './problem-response.ts';
import { ASK_BODY, RENAME_BODY, readBody } from './request-body.ts';
import type { RunningAnswers } from './running-answers.ts';
import { SERVER_LIMITS } from './server-limits.ts';
import type { Sessions } from './sessions.ts';
import type { ChatUpstream } from './upstreams/chat-upstream.ts';

export interface ChatRoutesOptions {
  readonly upstream: ChatUpstream;
  readonly answers: RunningAnswers;
  readonly sessions: Sessions;
  readonly about: About;
}

/**
 * The chat's HTTP routes. Every request acts as the user of the session, never as a user that the
 * browser names.
 */
export function createChatRoutes({ upstream, answers, sessions, about }: ChatRoutesOptions) {
  const routes = new Hono<{ Variables: { userId: string } }>();
  routes.onError(respondProblem);
  routes.notFound(() => respondProblem(new ChatError('not_found')));

  routes.use(
    bodyLimit({
      maxSize: SERVER_LIMITS.requestBytes,
      onError: () => respondProblem(new ChatError('request_too_large')),
    }),
  );
  routes.use(async (context, next) => {
    const userId = await sessions.userIdOf(context.req.raw);
    if (userId === null) throw new ChatError('unauthenticated');
    context.set('userId', userId);
    await next();
    context.header('cache-control', 'no-store');
  });

  const asking = (context: { var: { userId: string }; req: { raw: Request } }) => ({
    userId: context.var.userId,
    signal: context.req.raw.signal,
  });

  return routes
    .get('/about', (context) => context.json(about))
    .get('/conversations', async (context) => {
      const cursor = context.req.query('cursor') ?? null;
      return context.json(await upstream.listConversations({ ...asking(context), cursor }));
    })
    .get('/conversations/:conversationId/messages', async (context) => {
      const { conversationId } = context.req.param();
      const cursor = context.req.query('cursor') ?? null;
      const request = { ...asking(context), conversationId, cursor };
      const page = await upstream.listMessages(request);
      const items = cursor === null ? answers.withRunning(request, page.items) : page.items;
      return context.json({ ...page, items });
    })
    .patch('/conversations/:conversationId', async (context) => {
      const { conversationId } = context.req.param();
      const { title } = await readBody(context, RENAME_BODY);
      if (!upstream.renameConversation) throw new ChatError('not_found');
      await upstream.renameConversation({ ...asking(context), conversationId, title });
      return context.body(null, 204);
    })
    .delete('/conversations/:conversationId', async (context) => {
      const { conversationId } = context.req.param();
      if (!upstream.deleteConversation) throw new ChatError('not_found');
      await upstream.deleteConversation({ ...asking(context), conversationId });
      return context.body(null, 204);
    })
    .get('/introduction', async (context) =>
      context.json((await upstream.introduction?.(asking(context))) ?? NO_INTRODUCTION),
    )
    .post('/chat', async (context) => {
      const { userId } = context.var;
      const question = await readBody(context, ASK_BODY);
      return streamAnswer((report) => answers.ask({ userId, ...question }, report));
    })
    .post('/chat/:messageId/stop', async (context) => {
      const { messageId } = context.req.param();
      await answers.stop({ ...asking(context), messageId });
      return context.body(null, 204);
    });
}

const NO_INTRODUCTION: Introduction = { greeting: null, suggestedQuestions: [] };
