import { afterAll, beforeAll, beforeEach } from 'vitest';
import {
  type CozeAdapterOptions,
  createCozeAdapter,
  createCozeTokens,
} from '../../src/adapters/coze/index.ts';
import { createEmulatedProxy, type Emulated, startEmulated } from './emulated-upstream.ts';

/** The emulated Coze for all tests of a file, with a message of the account, fresh for each test. */
export function freshCoze() {
  const coze = {} as { emulated: Emulated; message: CozeIds };
  beforeAll(async () => {
    coze.emulated = await startEmulated();
  });
  afterAll(() => coze.emulated.emulators.close());
  beforeEach(async () => {
    await coze.emulated.reset();
    coze.message = await createMessage();
  });

  async function createMessage(more: object = {}): Promise<CozeIds> {
    const { messageId, conversationId } = await coze.emulated.control('/coze/messages', more);
    return { messageId, conversationId };
  }

  return Object.assign(coze, {
    createMessage,

    createProxy(options: Partial<CozeAdapterOptions> = {}, userId = 'alice') {
      const { cozeBaseUrl: baseUrl, access } = coze.emulated.emulators;
      const token = access.coze.cn.personalToken;
      const adapter = createCozeAdapter({
        baseUrl,
        ...(options.getToken === undefined && { token }),
        ...options,
      } as CozeAdapterOptions);
      return createEmulatedProxy(adapter, { identify: () => userId });
    },

    async createTokens(counts: string[] = []) {
      const { cozeBaseUrl: baseUrl, access } = coze.emulated.emulators;
      const clientId = access.coze.cn.oauthAppId;
      const { keyId, privateKey } = await coze.emulated.control(`/coze/oauth-apps/${clientId}/keys`, {});
      return createCozeTokens({
        ...{ baseUrl, clientId, keyId, privateKey },
        fetch: (...args) => {
          counts.push(String(args[0]));
          return fetch(...args);
        },
      });
    },

    async storedFeedbacks() {
      return (await coze.emulated.control('/state')).coze.feedbacks;
    },
  });
}

interface CozeIds {
  readonly messageId: string;
  readonly conversationId: string;
}

export const EVERYWHERE = '/**/feedback';
