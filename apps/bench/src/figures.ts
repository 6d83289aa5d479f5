export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** `1 round`, `5 rounds`. */
export const roundsOf = (rounds: number) => `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
