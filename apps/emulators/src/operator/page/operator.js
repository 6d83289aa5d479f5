import { EXAMPLES, FEEDBACK_COLUMNS } from './upstreams.js';

/** More would be slow to read and slow to draw. */
const SHOWN_ROWS = 100;

const byId = (id) => document.getElementById(id);

/** The upstream that the address chooses, so that it can be linked to. */
const upstream = () => (location.hash.slice(1) in FEEDBACK_COLUMNS ? location.hash.slice(1) : 'dify');

/** Calls the control API. Rejects with its answer, which says what is wrong. */
async function callControl(path, method = 'GET', body) {
  const headers = body && { 'Content-Type': 'application/json' };
  const response = await fetch(`/__emulator${path}`, { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text && JSON.parse(text);
}

/** Makes an element; children may be text. */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

/** Lines that open to something long. One with the id of an earlier one stays open, and in focus. */
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

/** What to fetch and show again when the server says that a topic changed. */
const TOPICS = { state: showState, requests: showRequests, settings: showState, faults: showFaults };

async function showState() {
  const name = upstream();
  const { [name]: state } = await callControl(`/state?limit=${SHOWN_ROWS}`);
  const columns = FEEDBACK_COLUMNS[name];
  const headings = columns.map((column) => element('th', { scope: 'col' }, column));
  byId('feedback-columns').replaceChildren(element('tr', {}, ...headings));
  const cell = (value) => element('td', { dir: 'auto' }, asText(value ?? ''));
  const rows = state.feedbacks.map((row) => element('tr', {}, ...columns.map((column) => cell(row[column]))));
  byId('feedback-rows').replaceChildren(...rows);
  const counts = Object.entries(state.counts).map(([what, count]) => `${what}: ${count}`);
  byId('counts').textContent = counts.join(', ');
  const parts = Object.entries(state).map(([part, content]) => ({
    id: `${name}-${part}`,
    line: part,
    content,
  }));
  showFolds(byId('state-parts'), parts);
}

async function showRequests() {
  const path = byId('feedback-only').checked ? '/feedback' : '';
  const query = new URLSearchParams({ upstream: upstream(), limit: SHOWN_ROWS, path });
  const { requests } = await callControl(`/requests?${query}`);
  const fold = (request) => {
    const outcome = request.status ?? (request.answeredAt ? 'no answer' : 'open');
    const line = `${outcome} ${request.method} ${request.path}`;
    return { id: `request-${request.id}`, line, content: request };
  };
  showFolds(byId('request-list'), requests.reverse().map(fold));
}

async function showFaults() {
  const { faults } = await callControl('/faults');
  const item = ({ id, ...rule }) => {
    const remove = element('button', { type: 'button', ariaLabel: `Remove fault ${id}` }, 'Remove');
    // A rule that is used up is gone already.
    remove.addEventListener('click', () => callControl(`/faults/${id}`, 'DELETE').catch(showFaults));
    return element('li', {}, element('code', {}, JSON.stringify(rule)), ' ', remove);
  };
  byId('fault-list').replaceChildren(...faults.map(item));
  byId('no-faults').hidden = faults.length > 0;
}

/** Sends the command that is filled in, by hand or from an example. */
function startCommandForm() {
  const { elements } = byId('command-form');
  const { examples, call, fields, answer } = elements;
  examples.append(...Object.keys(EXAMPLES).map((name) => element('option', {}, name)));
  const fill = () => {
    const [method, body] = EXAMPLES[examples.value](upstream());
    call.value = method;
    fields.value = body ? asText(body) : '';
  };
  examples.addEventListener('change', fill);
  addEventListener('hashchange', fill);
  fill();
  byId('command-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const [method, path] = call.value.split(' ');
    const answered = callControl(path, method, fields.value || undefined);
    const words = answered.then((result) => asText(result) || 'Done.').catch(({ message }) => message);
    void words.then((text) => answer.replaceChildren(text));
  });
}

const waiting = new Set();
let refreshing = Promise.resolve();

/** Shows topics one after the other, each once however often it changed meanwhile. */
function refresh(...topics) {
  for (const topic of topics) {
    if (waiting.has(topic)) continue;
    waiting.add(topic);
    const show = () => {
      waiting.delete(topic);
      return TOPICS[topic]();
    };
    // When the server has gone, the event stream asks for everything once it is back.
    refreshing = refreshing.then(show).catch(() => {});
  }
}

function choose() {
  for (const link of document.querySelectorAll('nav a')) {
    link.ariaCurrent = link.hash === `#${upstream()}` ? 'page' : null;
  }
  refresh('state', 'requests');
}

const events = new EventSource('/__emulator/events');
const tell = (words) => byId('connection').replaceChildren(words);
for (const topic of Object.keys(TOPICS)) events.addEventListener(topic, () => refresh(topic));
events.addEventListener('hello', () => {
  tell('Live');
  refresh(...Object.keys(TOPICS));
});
events.addEventListener('error', () => tell('Connection lost, trying again'));
addEventListener('hashchange', choose);
byId('feedback-only').addEventListener('change', () => refresh('requests'));
startCommandForm();
choose();
