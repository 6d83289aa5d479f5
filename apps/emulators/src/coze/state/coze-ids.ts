/** Ids of 19 digits as Coze makes them: seconds since 1970 in the upper half, so that later ones are greater. */
export function createCozeIds(now: () => number): () => string {
  let count = 0;
  return () => {
    count = (count + 1) % COUNTS;
    const time = now();
    const seconds = BigInt(Math.floor(time / 1000));
    const rest = BigInt((time % 1000) * COUNTS + count);
    return String((seconds << 32n) | rest);
  };
}

/** What is left of 32 bits beside the milliseconds of a second. */
const COUNTS = 1 << 22;
