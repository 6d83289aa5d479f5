import { build, defaultClientConditions, type Plugin, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

/** Each costs a request and compresses on its own, so a change should not add one unnoticed. */
const LAZY_CHUNKS = 21;

it(`the bar adds ${LAZY_CHUNKS} lazy chunks to a host’s build`, async () => {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [host],
    resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
    build: {
      write: false,
      rolldownOptions: { input: 'host', external: /^(react|react-dom|@tanstack\/react-query)(\/|$)/ },
    },
  })) as Rolldown.RolldownOutput;
  const lazy = output.filter((file) => file.type === 'chunk' && !file.isEntry);
  expect(lazy.map(({ fileName }) => fileName)).toHaveLength(LAZY_CHUNKS);
});

const index = new URL('../src/index.ts', import.meta.url).pathname;
const host: Plugin = {
  name: 'host',
  resolveId: (id) => (id === 'host' ? id : null),
  load: (id) =>
    id === 'host'
      ? `import { createProxySubmit, FeedbackBar, FeedbackProvider } from ${JSON.stringify(index)};
         console.log(createProxySubmit, FeedbackBar, FeedbackProvider);`
      : null,
};
