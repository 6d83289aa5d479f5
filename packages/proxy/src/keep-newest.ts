/** Removes all but the `most` last added keys. Delete a key before you set it again, to count as new. */
export function keepNewest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
