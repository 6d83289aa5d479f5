import type { Context } from 'hono';
import { createSite } from '../frame/site.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import { type Coze, failure, injectedFailure, noSuchPath, succeed } from './coze-answers.ts';
import type { CozeSite } from './coze-caller.ts';
import { cozeCommands, cozeView } from './coze-commands.ts';
import type { CozeSettings } from './coze-settings.ts';
import { type CozeRegion, createCozeState } from './coze-state.ts';
import { chatRoutes } from './routes/chat.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { oauthRoutes } from './routes/oauth.ts';

/** Where the sites of the two regions are; on the vendor's side they differ by host. */
export const COZE_MOUNTS = { cn: '/coze-cn', com: '/coze-com' } as const;

export function cozeUpstream(context: UpstreamContext<CozeSettings>): Upstream {
  const state = createCozeState(context.store, context.now);
  const coze: Coze = { ...context, state };
  return {
    name: 'coze',
    mounts: { [COZE_MOUNTS.cn]: siteOf(coze, 'cn'), [COZE_MOUNTS.com]: siteOf(coze, 'com') },
    messageIdOf: (path) => /\/v1\/conversations\/[^/]+\/messages\/([^/]+)\/feedback$/.exec(path)?.[1],
    errorOf: (status, code) => injectedFailure(coze, status, code),
    commands: cozeCommands(coze),
    view: (limit) => cozeView(coze, limit),
    seed: state.seed,
  };
}

function siteOf(coze: Coze, region: CozeRegion) {
  const site = { ...coze, region };
  const nowhere = ({ req }: Context) => {
    throw noSuchPath(site, req);
  };
  return createSite<CozeSite>({
    name: 'Coze',
    routes: { ...oauthRoutes, ...chatRoutes, ...conversationRoutes, ...feedbackRoutes },
    admit: () => site,
    answer: (result) => succeed(site, result),
    otherMethod: nowhere,
    otherPath: nowhere,
    internalError: () => failure(site, 5000, 'Internal server error.'),
  });
}
