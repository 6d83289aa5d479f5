import { formatStamp } from '@message-feedback/core';
import type { FeedbackRow, FeedbackStore, Lease } from '@message-feedback/proxy';

/**
 * A store without the stamp fence: the last submission to arrive wins, whatever its stamp. Inside,
 * stamps are in the order of arrival. Outside, rows have the stamps that the clients have given.
 */
export function createUnfencedStore(store: FeedbackStore): FeedbackStore {
  const given = new Map<string, string>();
  const leases = new Map<string, Lease>();
  let arrivals = 0;

  const outside = (row: FeedbackRow): FeedbackRow => ({
    ...row,
    submission: withGivenStamp(row.submission),
    delivered: row.delivered && withGivenStamp(row.delivered),
  });
  const withGivenStamp = <Stamped extends { readonly stamp: string }>(each: Stamped): Stamped => ({
    ...each,
    stamp: given.get(each.stamp) ?? each.stamp,
  });
  const leaseKey = ({ id, row }: Lease) => `${id} ${row.userId} ${row.message.messageId}`;

  /** The stamp inside for one that the row has outside; `null` if the row has another. */
  async function inside(userId: string, messageId: string, stamp: string): Promise<string | null> {
    const [row] = await store.get(userId, [messageId]);
    return row && given.get(row.submission.stamp) === stamp ? row.submission.stamp : null;
  }

  return {
    ...store,
    async accept(submission, now, terms, lease) {
      const { userId, message, stamp } = submission;
      const arrival =
        (await inside(userId, message.messageId, stamp)) ??
        formatStamp({ ms: now, counter: arrivals++, clientId: 'arrival' });
      given.set(arrival, stamp);
      const accepted = await store.accept({ ...submission, stamp: arrival }, now, terms, lease);
      if (accepted.lease) leases.set(leaseKey(accepted.lease), accepted.lease);
      const row = outside(accepted.row);
      return { ...accepted, row, ...(accepted.lease && { lease: { ...accepted.lease, row } }) };
    },
    markPromised: async (key, stamp) =>
      store.markPromised(key, (await inside(key.userId, key.messageId, stamp)) ?? stamp),
    get: async (...request) => (await store.get(...request)).map(outside),
    async claim(request) {
      const claimed = await store.claim(request);
      for (const lease of claimed) leases.set(leaseKey(lease), lease);
      return claimed.map((lease) => ({ ...lease, row: outside(lease.row) }));
    },
    async settle(lease, settlement) {
      const settled = await store.settle(leases.get(leaseKey(lease)) ?? lease, settlement);
      return settled.row ? { ...settled, row: outside(settled.row) } : settled;
    },
  };
}
