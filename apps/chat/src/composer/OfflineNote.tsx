import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** Shown while the browser is offline. */
export function OfflineNote() {
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return (
    <div role="status" className="offline-note">
      {!online && <p>You are offline. Ratings are kept and sent later; questions have to wait.</p>}
    </div>
  );
}
