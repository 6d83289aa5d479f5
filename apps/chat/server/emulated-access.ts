import type { RunningEmulators } from '@message-feedback/emulators';
import type { UpstreamName } from '../contract/about.ts';
import type { UpstreamAccess } from './upstream-access.ts';

/**
 * The access data of an emulated upstream. Its credentials are not secret: they work only for the
 * emulators.
 */
export async function emulatedAccess(
  name: UpstreamName,
  emulators: RunningEmulators,
): Promise<UpstreamAccess> {
  const { dify, coze, moveworks } = emulators.access;
  switch (name) {
    case 'dify':
      return { name, access: { apiKey: dify.chatApiKey, baseUrl: emulators.difyBaseUrl } };
    case 'coze': {
      const { appId: clientId, keyId, privateKey } = await makeCozeKey(emulators);
      return {
        name,
        access: { baseUrl: emulators.cozeBaseUrl, botId: coze.botId, clientId, keyId, privateKey },
      };
    }
    case 'moveworks':
      return {
        name,
        access: {
          ...moveworks,
          baseUrl: `${emulators.moveworksBaseUrl}/rest/v1beta1`,
          tokenUrl: `${emulators.moveworksBaseUrl}/oauth/v1/token`,
          userField: 'user',
        },
      };
    default:
      return name satisfies never;
  }
}

/**
 * Coze stores only the public half of an OAuth app's key, so each start creates a key pair, as on
 * Coze's page.
 */
async function makeCozeKey({ url, access }: RunningEmulators): Promise<CozeKey> {
  const path = `/__emulator/coze/oauth-apps/${access.coze.cn.oauthAppId}/keys`;
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) {
    throw new Error(`The emulated Coze answered ${response.status} instead of making a key.`);
  }
  return (await response.json()) as CozeKey;
}

interface CozeKey {
  readonly appId: string;
  readonly keyId: string;
  readonly privateKey: string;
}
