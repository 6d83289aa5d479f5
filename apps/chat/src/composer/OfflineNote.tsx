import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useWords } from '../language/useLanguage.ts';

/** Shown while the browser is offline. */
export function OfflineNote() {
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  const words = useWords();
  return (
    <div role="status" className="offline-note">
      {!online && <p>{words.offline}</p>}
    </div>
  );
}
