import { useState } from 'react';
import { useRoute } from 'wouter';
import { Chat } from './conversation/Chat.tsx';
import { useWords } from './language/useLanguage.ts';
import { Sidebar } from './sidebar/Sidebar.tsx';
import { SidebarDrawer } from './sidebar/SidebarDrawer.tsx';
import { useMediaQuery } from './useMediaQuery.ts';

/**
 * The whole page: the conversations on the left, or in a drawer on small screens, and the open
 * conversation.
 */
export function App() {
  const [, params] = useRoute('/c/:conversationId');
  const conversationId = params?.conversationId ?? null;
  const narrow = useMediaQuery('(max-width: 50rem)');
  const [drawerOpen, setDrawerOpen] = useState(false);
  const words = useWords();

  return (
    <div className="app">
      <a className="skip-link" href="#question">
        {words.skipToField}
      </a>
      {narrow ? (
        <SidebarDrawer open={drawerOpen} onClose={() => setDrawerOpen(false)}>
          <Sidebar openConversationId={conversationId} onLeave={() => setDrawerOpen(false)} />
        </SidebarDrawer>
      ) : (
        <Sidebar openConversationId={conversationId} />
      )}
      <Chat
        conversationId={conversationId}
        {...(narrow && { onShowConversations: () => setDrawerOpen(true) })}
      />
    </div>
  );
}
