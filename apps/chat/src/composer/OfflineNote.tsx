import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** Says that there is no network, for as long as there is none. */
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
