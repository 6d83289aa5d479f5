import { byId, callControl, counted, element, reconcile, showOther, timeElement } from './elements.js';
import { currentUpstream } from './upstream-tabs.js';

/** More would be slow to read and slow to draw. */
const SHOWN_REQUESTS = 100;

/** Shows the newest requests; calls `refresh` when the reader wants others. */
export function startRequestList(refresh) {
  for (const radio of document.getElementsByName('filter')) radio.addEventListener('change', refresh);
  byId('clear-requests').addEventListener('click', () => callControl('/requests', 'DELETE'));
}

export async function refreshRequests() {
  const path = document.querySelector('input[name="filter"]:checked').value;
  const query = new URLSearchParams({
    upstream: currentUpstream(),
    limit: SHOWN_REQUESTS,
    ...(path && { path }),
  });
  const { requests, count, maximumInFlight } = await callControl(`/requests?${query}`);
  const rows = byId('request-rows');
  showOther(rows, `${currentUpstream()}${path}`);
  reconcile(rows, requests.reverse(), {
    keyOf: ({ id }) => id,
    create: requestItem,
    update: updateItem,
  });
  byId('request-empty').hidden = requests.length > 0;
  const most = maximumInFlight > 0 ? `, at most ${maximumInFlight} at once for one message` : '';
  byId('request-count').textContent = `${counted(count, 'request')} to all upstreams${most}`;
}

function requestItem(request) {
  const { method, path, query, headers, body, receivedAt } = request;
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = [`${method} ${path}${query}`, ...sent, '', body || '(no body)'].join('\n');
  return element(
    'li',
    {},
    element(
      'details',
      {},
      element(
        'summary',
        {},
        element('span', { className: 'badge' }),
        element('code', { className: 'call' }, `${method} ${path}`),
        timeElement(receivedAt),
      ),
      element('pre', { tabIndex: 0, dir: 'auto', ariaLabel: 'The request as it came' }, text),
    ),
  );
}

function updateItem(item, { status, completed, answeredAt, receivedAt }) {
  const badge = item.querySelector('.badge');
  const pending = answeredAt === null;
  const took = pending ? '' : ` · ${new Date(answeredAt) - new Date(receivedAt)} ms`;
  badge.textContent = `${outcome(status, completed, pending)}${took}`;
  badge.dataset.tone = pending ? 'warn' : completed && status < 400 ? 'good' : 'bad';
}

function outcome(status, completed, pending) {
  if (pending) return 'open';
  if (status === null) return 'no answer';
  return completed ? String(status) : `${status}, cut`;
}
