import { Bubble, Sender } from '@ant-design/x';
import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import 'antd/dist/reset.css';
import { ConfigProvider, Flex, Layout, theme } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { ask } from '../../servers/ask.ts';

interface Turn {
  id: string;
  question: string;
  /** Dify's id of the answer, known once its first words arrive. */
  messageId: string | null;
  text: string;
}

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

function Chat() {
  const [turns, setTurns] = useState<Turn[]>([]);
  const [draft, setDraft] = useState('');

  async function send(question: string) {
    const id = crypto.randomUUID();
    setDraft('');
    setTurns((all) => [...all, { id, question, messageId: null, text: '' }]);
    for await (const answer of ask(question)) {
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...answer } : turn)));
    }
  }

  const items = turns.flatMap(({ id, question, messageId, text }) => [
    { key: `question-${id}`, role: 'user', content: question },
    {
      key: id,
      role: 'ai',
      content: text,
      loading: text === '',
      footer: <FeedbackBar message={messageId === null ? { pendingId: id } : { pendingId: id, messageId }} />,
    },
  ]);
  return (
    <Layout style={{ height: '100dvh' }}>
      <Flex
        vertical
        gap="small"
        style={{ flex: 1, minHeight: 0, maxWidth: 720, width: '100%', padding: 16, margin: 'auto' }}
      >
        <Bubble.List items={items} role={{ user: { placement: 'end' } }} style={{ flex: 1 }} />
        <Sender value={draft} onChange={setDraft} onSubmit={send} aria-label="Your question" />
      </Flex>
    </Layout>
  );
}

const darkSystem = matchMedia('(prefers-color-scheme: dark)');

function App() {
  const dark = useSyncExternalStore(
    (notify) => {
      darkSystem.addEventListener('change', notify);
      return () => darkSystem.removeEventListener('change', notify);
    },
    () => darkSystem.matches,
  );
  return (
    <ConfigProvider theme={{ algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm }}>
      <FeedbackProvider submit={submit}>
        <Chat />
      </FeedbackProvider>
    </ConfigProvider>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(<App />);
