import { byId, callControl, element, reconcile } from './elements.js';

export async function refreshFaults() {
  const { faults } = await callControl('/faults');
  reconcile(byId('fault-rules'), faults, {
    keyOf: ({ id }) => id,
    create: faultItem,
    update: (item, { fired, times }) => {
      item.querySelector('.badge').textContent = times ? `${fired} of ${times}` : `${fired}×`;
    },
  });
  byId('fault-empty').hidden = faults.length > 0;
}

function faultItem({ id, fault, every, method = 'Any', path, upstream = 'all upstreams' }) {
  const name = describe(fault);
  const rhythm = every > 1 ? `, one in ${every}` : '';
  const remove = element('button', { type: 'button', className: 'quiet' }, 'Remove');
  remove.ariaLabel = `Remove: ${name}`;
  remove.addEventListener('click', () => callControl(`/faults/${id}`, 'DELETE'));
  return element(
    'li',
    {},
    element(
      'span',
      {},
      name,
      element('span', { className: 'sub' }, `${upstream}: ${method} ${path}${rhythm}`),
    ),
    element('span', { className: 'badge', title: 'Requests struck' }),
    remove,
  );
}

/** The words of the form, with the values that were filled in. */
function describe({ kind, when, ...details }) {
  const [option] = [...byId('fault').elements.kind.options].filter(({ value }) => value === kind);
  const values = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  return [option?.text ?? kind, ...values, ...(when === 'after' ? ['after the change'] : [])].join(', ');
}
