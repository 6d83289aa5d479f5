import { byId, element } from './elements.js';
import { UPSTREAMS } from './upstreams.js';

let current = 'dify';

/** The name of the upstream that is looked at. */
export const currentUpstream = () => current;

/** Lets the address choose the upstream, so that it can be linked to; calls `refresh` when another one is chosen. */
export function startUpstreamTabs(refresh) {
  const choose = () => {
    const [, name] = /^#(\w+)$/.exec(location.hash) ?? [];
    // An anchor within the page, such as that of the skip link, leaves the choice as it is.
    if (!Object.hasOwn(UPSTREAMS, name) || name === current) return;
    current = name;
    show();
    refresh();
  };
  addEventListener('hashchange', choose);
  show();
  choose();
}

function show() {
  for (const link of document.querySelectorAll('.upstreams a')) {
    if (link.hash === `#${current}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  for (const part of document.querySelectorAll('[data-of]')) part.hidden = part.dataset.of !== current;
  const { addresses, targets } = UPSTREAMS[current];
  byId('addresses').replaceChildren(
    ...addresses.map(({ name, path }) =>
      element('span', {}, `${name} `, element('code', {}, location.origin + path)),
    ),
  );
  byId('fault').elements.target.replaceChildren(
    ...Object.entries(targets).map(([words, value]) => element('option', { value }, words)),
  );
}
