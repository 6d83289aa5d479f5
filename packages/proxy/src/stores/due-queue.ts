/**
 * Items by time, in a binary heap: a change costs the logarithm of their number, and finding the
 * earliest costs nothing.
 */
export function createDueQueue<Item>(): DueQueue<Item> {
  const heap: Entry<Item>[] = [];
  const entries = new Map<Item, Entry<Item>>();

  function place(entry: Entry<Item>, position: number): void {
    heap[position] = entry;
    entry.position = position;
  }

  /** Moves an entry towards the root, past all that are later. */
  function rise(entry: Entry<Item>): void {
    for (;;) {
      const above = (entry.position - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || parent.at <= entry.at) return;
      place(parent, entry.position);
      place(entry, above);
    }
  }

  /** Moves an entry away from the root, past all that are earlier. */
  function sink(entry: Entry<Item>): void {
    for (;;) {
      const below = 2 * entry.position + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      const child = left && right && right.at < left.at ? right : left;
      if (child === undefined || child.at >= entry.at) return;
      const { position } = child;
      place(child, entry.position);
      place(entry, position);
    }
  }

  function remove(item: Item): void {
    const entry = entries.get(item);
    if (entry === undefined) return;
    entries.delete(item);
    const last = heap.pop();
    if (last === undefined || last === entry) return;
    place(last, entry.position);
    rise(last);
    sink(last);
  }

  function set(item: Item, at: number): void {
    const entry = entries.get(item) ?? { item, at, position: heap.length };
    entry.at = at;
    entries.set(item, entry);
    place(entry, entry.position);
    rise(entry);
    sink(entry);
  }

  return {
    set: (item, at) => (at === null ? remove(item) : set(item, at)),
    earliestAt: () => heap[0]?.at ?? null,
    items: () => entries.keys(),
    until(time, limit = Number.POSITIVE_INFINITY) {
      const found: Entry<Item>[] = [];
      for (let [first] = heap; first && first.at <= time && found.length < limit; [first] = heap) {
        found.push(first);
        remove(first.item);
      }
      for (const { item, at } of found) set(item, at);
      return found.map(({ item }) => item);
    },
  };
}

export interface DueQueue<Item> {
  /** Adds an item or changes its time; `null` removes it. */
  set(item: Item, at: number | null): void;
  /** The earliest time; `null` if there is none. */
  earliestAt(): number | null;
  /** The items whose time is not later, the earliest first, at most `limit`. Does not remove them. */
  until(time: number, limit?: number): Item[];
  /** All items, in any order. */
  items(): Iterable<Item>;
}

interface Entry<Item> {
  readonly item: Item;
  at: number;
  position: number;
}
