import type { Upstream } from '../upstream.ts';
import { addCozeCommands } from './coze-commands.ts';
import { codeOf } from './coze-error.ts';
import type { CozeService } from './coze-service.ts';
import { cozeView } from './coze-view.ts';
import { createCoze } from './create-coze.ts';
import { envelope } from './envelope.ts';

/** Where the sites of the two regions are; on the vendor's side they differ by host. */
export const COZE_MOUNTS = { cn: '/coze-cn', com: '/coze-com' } as const;

export const cozeUpstream = (service: CozeService): Upstream => ({
  name: 'coze',
  mounts: {
    [COZE_MOUNTS.cn]: createCoze({ service, region: 'cn' }),
    [COZE_MOUNTS.com]: createCoze({ service, region: 'com' }),
  },
  messageIdOf: (path) => /\/v1\/conversations\/[^/]+\/messages\/([^/]+)\/feedback$/.exec(path)?.[1],
  errorOf(status, code) {
    const given = Number(code ?? codeOf(status));
    return envelope(service, { code: given, msg: `Made to fail with ${given}.` }, status);
  },
  addCommands: (control) => addCozeCommands(control, service),
  view: (limit) => cozeView(service, limit),
  reset: () => service.state.reset(),
  close: () => service.tasks.stopAll(),
});
