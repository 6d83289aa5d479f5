import { COMMANDS, FEEDBACK_COLUMNS } from './upstreams.js';

/** More rows would be slow to read and slow to draw. */
const SHOWN_ROWS = 100;

/** Fast enough to follow a test by eye. */
const REFRESH_MS = 1000;

const byId = (id) => document.getElementById(id);

/** The upstream in the address, so that each has a link. */
const upstream = () => (location.hash.slice(1) in FEEDBACK_COLUMNS ? location.hash.slice(1) : 'dify');

/** Calls the control API and returns the text of the response. Rejects with it if the call failed. */
async function callControl(path, method = 'GET', body) {
  const response = await fetch(`/__emulator${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** Creates an element; children may be text. */
function element(name, properties, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}

function button(text, label, onClick) {
  const created = element('button', { type: 'button', ariaLabel: label }, text);
  created.addEventListener('click', onClick);
  return created;
}

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** Collapsed details. Those that exist already stay open and focused. */
function showFolds(parent, folds) {
  const focused = document.activeElement;
  const drawn = folds.map(({ id, line, content }) => {
    const empty = () => element('details', { id }, element('summary', {}), element('pre', { tabIndex: 0 }));
    const fold = byId(id) ?? empty();
    fold.firstChild.textContent = line;
    fold.lastChild.textContent = asText(content);
    return fold;
  });
  parent.replaceChildren(...drawn);
  focused.focus({ preventScroll: true });
}

function drawState({ [upstream()]: state }) {
  const columns = FEEDBACK_COLUMNS[upstream()];
  const headings = columns.map((column) => element('th', { scope: 'col' }, column));
  byId('feedback-columns').replaceChildren(element('tr', {}, ...headings));
  const cell = (value) => element('td', { dir: 'auto' }, asText(value ?? ''));
  const rows = state.feedbacks.map((row) => element('tr', {}, ...columns.map((column) => cell(row[column]))));
  byId('feedback-rows').replaceChildren(...rows);
  const counts = Object.entries(state.counts).map(([what, count]) => `${what}: ${count}`);
  byId('counts').textContent = counts.join(', ');
  const parts = Object.entries(state);
  showFolds(
    byId('state-parts'),
    parts.map(([part, content]) => ({ id: `${upstream()}-${part}`, line: part, content })),
  );
}

function drawRequests({ requests }) {
  const fold = (request) => {
    const outcome = request.status ?? (request.answeredAt ? 'no response' : 'open');
    const line = `${outcome} ${request.method} ${request.path}`;
    return { id: `request-${request.id}`, line, content: request };
  };
  showFolds(byId('request-list'), requests.reverse().map(fold));
}

function drawFaults({ faults }) {
  const item = ({ id, ...rule }) => {
    const remove = button('Remove', `Remove fault ${id}`, () => send(['DELETE', `/faults/${id}`]));
    return element('li', {}, element('code', {}, JSON.stringify(rule)), ' ', remove);
  };
  byId('fault-list').replaceChildren(...faults.map(item));
  byId('no-faults').hidden = faults.length > 0;
}

/** Sends a command and shows its effect. A rule that is used up can no longer be removed. */
async function send([method, path, body]) {
  await callControl(path, method, body).catch(() => {});
  await refresh();
}

/** The last response of each drawing, so that only changes are drawn. */
const drawn = new Map();

async function show(draw, path) {
  const text = await callControl(path);
  const shown = upstream() + text;
  if (drawn.get(draw) === shown) return;
  drawn.set(draw, shown);
  draw(JSON.parse(text));
}

async function refresh() {
  const path = byId('feedback-only').checked ? '/feedback' : '';
  const query = new URLSearchParams({ upstream: upstream(), limit: SHOWN_ROWS, path });
  for (const link of document.querySelectorAll('nav a')) {
    link.ariaCurrent = link.hash === `#${upstream()}` ? 'page' : null;
  }
  try {
    await show(drawState, `/state?limit=${SHOWN_ROWS}`);
    await show(drawRequests, `/requests?${query}`);
    await show(drawFaults, '/faults');
    byId('connection').textContent = 'Live';
  } catch {
    byId('connection').textContent = 'Connection lost, trying again';
  }
}

for (const [name, command] of Object.entries(COMMANDS)) {
  byId('commands').append(button(name, null, () => send(command(upstream()))));
}
addEventListener('hashchange', refresh);
byId('feedback-only').addEventListener('change', refresh);
setInterval(() => document.hidden || refresh(), REFRESH_MS);
void refresh();
