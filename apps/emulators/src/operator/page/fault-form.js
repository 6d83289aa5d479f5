import { callControl } from './control-api.js';
import { byId, element } from './elements.js';
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
      await callControl('/faults', { method: 'POST', body: ruleOf(new FormData(form)) });
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

const numberField =
  (name, label, value, rest = {}) =>
  () =>
    element(
      'label',
      {},
      label,
      element('input', { name, type: 'number', min: '0', value, required: value !== '', ...rest }),
    );

const choiceField = (name, label, options) => () =>
  element(
    'label',
    {},
    label,
    element(
      'select',
      { name },
      ...Object.entries(options).map(([value, words]) => element('option', { value }, words)),
    ),
  );

const when = choiceField('when', 'The change', { before: 'is not applied', after: 'is applied' });

const FIELDS = {
  latency: [numberField('milliseconds', 'Milliseconds', '2000')],
  random_latency: [
    numberField('minimum', 'From (ms)', '200'),
    numberField('maximum', 'To (ms)', '3000'),
    numberField('seed', 'Seed', '1'),
  ],
  status: [
    numberField('status', 'Status', '503', { min: '200', max: '599' }),
    choiceField('body', 'Body', { json: 'JSON', html: 'Web page', text: 'Text', empty: 'None' }),
    when,
  ],
  rate_limit: [
    numberField('retryAfterSeconds', 'Retry after (s)', ''),
    choiceField('form', 'Given as', { seconds: 'Seconds', date: 'Date' }),
    when,
  ],
  html: [when],
  redirect: [
    () => element('label', {}, 'To', element('input', { name: 'location', value: '/', required: true })),
    when,
  ],
  drip: [numberField('bytes', 'Bytes', '4', { min: '1' }), numberField('milliseconds', 'Every (ms)', '200')],
  hang: [when],
  reset: [when],
};
