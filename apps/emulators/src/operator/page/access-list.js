import { byId, element, reconcile } from './elements.js';
import { showSwitches } from './switch-list.js';

/** What opens the upstreams: Dify's apps, Coze's OAuth apps and tokens, the keys of Moveworks' people. */
export function showAccess({ dify, coze, moveworks }) {
  showSwitches(
    byId('dify-apps'),
    dify.apps.map(({ id, name, apiKey, condition }) => ({
      id,
      on: condition === 'normal',
      words: `${name}: API enabled`,
      code: apiKey,
      path: `/dify/apps/${id}`,
      commandFor: (on) => ({ condition: on ? 'normal' : 'api_disabled' }),
    })),
  );
  showSwitches(
    byId('coze-apps'),
    coze.oauthApps.map(({ id, name, active }) => ({
      id,
      on: active,
      words: `${name}: active`,
      code: id,
      path: `/coze/oauth-apps/${id}`,
      commandFor: (on) => ({ active: on }),
    })),
  );
  showCodes(
    byId('coze-tokens'),
    coze.tokens
      .filter(({ kind }) => kind !== 'oauth')
      .map(({ token, kind, region }) => ({ code: token, words: `${kind} token, coze.${region}` })),
  );
  showCodes(
    byId('moveworks-keys'),
    moveworks.apiKeys.map(({ key, user }) => ({ code: key, words: `API key of ${user}` })),
  );
}

const showCodes = (list, items) =>
  reconcile(list, items, {
    keyOf: ({ code }) => code,
    create: ({ code, words }) =>
      element('li', {}, element('span', {}, words, element('br'), element('code', {}, code))),
  });
