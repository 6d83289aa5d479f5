import { byId, callControl, element, selectOf } from './elements.js';
import { currentUpstream } from './upstream-tabs.js';

/** Adds the fault that is filled in; which fields there are depends on its kind. */
export function startFaultForm() {
  const form = byId('fault');
  const showFields = () => {
    const fields = FIELDS[form.elements.kind.value] ?? [];
    byId('fault-fields').replaceChildren(...fields.map((field) => field()));
  };
  form.elements.kind.addEventListener('change', showFields);
  showFields();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const problem = byId('fault-problem');
    problem.textContent = '';
    try {
      await callControl('/faults', 'POST', ruleOf(new FormData(form)));
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}

function ruleOf(data) {
  const { kind, target, every, times, ...fields } = Object.fromEntries(data);
  const [method, path] = target.split(' ');
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  return {
    fault: { kind, ...Object.fromEntries(given.map(([name, value]) => [name, asNumber(value)])) },
    upstream: currentUpstream(),
    path,
    ...(method && { method }),
    every: Number(every),
    ...(times && { times: Number(times) }),
  };
}

const asNumber = (value) => (/^\d+$/.test(value) ? Number(value) : value);

const number =
  (name, label, value, rest = {}) =>
  () => {
    const properties = { name, type: 'number', min: '0', value, required: value !== '', ...rest };
    return element('label', {}, label, element('input', properties));
  };

const choice = (name, label, options) => () => element('label', {}, label, selectOf(options, { name }));

const location = () =>
  element('label', {}, 'To', element('input', { name: 'location', value: '/', required: true }));
const when = choice('when', 'The change', { before: 'is not applied', after: 'is applied' });
const body = choice('body', 'Body', { json: 'JSON', html: 'Web page', text: 'Text', empty: 'None' });

const FIELDS = {
  latency: [number('milliseconds', 'Milliseconds', '2000')],
  random_latency: [
    number('minimum', 'From (ms)', '200'),
    number('maximum', 'To (ms)', '3000'),
    number('seed', 'Seed', '1'),
  ],
  status: [number('status', 'Status', '503', { min: '200', max: '599' }), body, when],
  rate_limit: [
    number('retryAfterSeconds', 'Retry after (s)', ''),
    choice('form', 'Given as', { seconds: 'Seconds', date: 'Date' }),
    when,
  ],
  html: [when],
  redirect: [location, when],
  drip: [number('bytes', 'Bytes', '4', { min: '1' }), number('milliseconds', 'Every (ms)', '200')],
  hang: [when],
  reset: [when],
};
