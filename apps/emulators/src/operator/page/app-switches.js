import { callControl } from './control-api.js';
import { byId, element, reconcile } from './elements.js';

/** A switch for each app's API; whoever calls an app that is off gets 403. */
export function showApps(apps) {
  reconcile(byId('apps'), apps, {
    keyOf: ({ id }) => id,
    create: appSwitch,
    update: (item, { condition }) => {
      item.querySelector('input').checked = condition === 'normal';
    },
  });
}

function appSwitch({ id, name, apiKey }) {
  const input = element('input', { type: 'checkbox' });
  input.addEventListener('change', () => {
    const condition = input.checked ? 'normal' : 'api_disabled';
    void callControl(`/dify/apps/${id}`, { method: 'PATCH', body: { condition } });
  });
  const words = element('span', {}, `${name}: API enabled`, element('br'), element('code', {}, apiKey));
  return element('li', {}, element('label', { className: 'check' }, input, words));
}
