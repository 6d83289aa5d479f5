import { byId, callControl, element, reconcile } from './elements.js';

/** The credentials of the upstreams: Dify's apps, Coze's OAuth apps and tokens, Moveworks' API keys. */
export function showAccess({ dify, coze, moveworks }) {
  showSwitches('dify-apps', dify.apps, ({ id, name, apiKey, condition }) => ({
    ...{ on: condition === 'normal', words: `${name}: API enabled`, code: apiKey, path: `/dify/apps/${id}` },
    commandFor: (on) => ({ condition: on ? 'normal' : 'api_disabled' }),
  }));
  showSwitches('coze-apps', coze.oauthApps, ({ id, name, active }) => ({
    ...{ on: active, words: `${name}: active`, code: id, path: `/coze/oauth-apps/${id}` },
    commandFor: (on) => ({ active: on }),
  }));
  const lasting = coze.tokens.filter(({ kind }) => kind !== 'oauth');
  showCodes('coze-tokens', lasting, ({ token, kind, region }) => [token, `${kind} token, coze.${region}`]);
  showCodes('moveworks-keys', moveworks.apiKeys, ({ key, user }) => [key, `API key of ${user}`]);
}

const wordsAndCode = (words, code) => element('span', {}, words, element('br'), element('code', {}, code));

/** Things that can be switched off by a command. */
const showSwitches = (list, items, describe) =>
  reconcile(byId(list), items, {
    keyOf: ({ id }) => id,
    create(item) {
      const { words, code, path, commandFor } = describe(item);
      const input = element('input', { type: 'checkbox' });
      input.addEventListener('change', () => callControl(path, 'PATCH', commandFor(input.checked)));
      return element('li', {}, element('label', { className: 'check' }, input, wordsAndCode(words, code)));
    },
    update: (made, item) => {
      made.querySelector('input').checked = describe(item).on;
    },
  });

const showCodes = (list, items, describe) =>
  reconcile(byId(list), items.map(describe), {
    keyOf: ([code]) => code,
    create: ([code, words]) => element('li', {}, wordsAndCode(words, code)),
  });
