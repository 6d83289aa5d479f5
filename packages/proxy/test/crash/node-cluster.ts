import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type NodeSettings, type RunningNode, startNode } from './node-process.ts';
import { pick } from './rating-user.ts';

/** Several nodes of one site. `killUntil` kills and restarts one after another. */
export async function startNodes(file: string, settings: Omit<NodeSettings, 'port'>, count: number) {
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const nodes = new Map<number, RunningNode>(
    ports.map((port) => [port, startNode(file, { ...settings, port })]),
  );
  await Promise.all([...nodes.values()].map(({ listening }) => listening));

  return {
    /** The address of a random node, which may be down. */
    urlOf: (random: () => number) => `http://127.0.0.1:${pick(ports, random)}/`,
    /** Resolves to the number of kills. All nodes are then running. */
    async killUntil(signal: AbortSignal, random: () => number): Promise<number> {
      let kills = 0;
      while (!signal.aborted) {
        const port = pick(ports, random);
        await nodes.get(port)?.kill();
        kills++;
        await delay(random() * 300);
        const node = startNode(file, { ...settings, port });
        nodes.set(port, node);
        await node.listening;
        await delay(random() * 1_500);
      }
      return kills;
    },
    killAll: () => Promise.all([...nodes.values()].map((node) => node.kill())),
  };
}
