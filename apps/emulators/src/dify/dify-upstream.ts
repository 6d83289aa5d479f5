import type { Upstream } from '../upstream.ts';
import { createDify } from './create-dify.ts';
import { addDifyCommands } from './dify-commands.ts';
import { difyErrorOf } from './dify-error.ts';
import { type DifyService, generationOf } from './dify-service.ts';
import { difyView } from './dify-view.ts';

export const difyUpstream = (service: DifyService): Upstream => ({
  name: 'dify',
  mounts: { '/v1': createDify(service) },
  messageIdOf: (path) => /^\/v1\/messages\/([^/]+)\/feedbacks$/.exec(path)?.[1]?.toLowerCase(),
  errorOf: (status, code) => difyErrorOf(status, generationOf(service), code),
  addCommands: (control) => addDifyCommands(control, service),
  view: (limit) => difyView(service, limit),
  reset: () => service.state.reset(),
  close: () => service.tasks.stopAll(),
});
