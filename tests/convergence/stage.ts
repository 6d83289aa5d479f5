import type { FeedbackClient } from '@message-feedback/core';
import type { UnreliableDify } from '../../packages/proxy/test/unreliable-dify.ts';
import type { Browser } from './browser.ts';
import type { Network } from './network.ts';

/** What the commands act on, whoever keeps the state in it. */
export interface Stage {
  readonly tabs: ReadonlyMap<string, StageTab>;
  readonly browser: Browser;
  readonly network: Network;
  readonly dify: UnreliableDify;
  openTab(): void;
  closeTab(tab: StageTab, gracefully: boolean): void;
  /** Somebody says something in a tab. */
  submit(tab: StageTab, messageId: string, act: (client: StageTab['client']) => void): void;
  crashProxy(node: number): void;
  setSignedIn(signedIn: boolean): void;
  setSkew(ms: number): void;
  /** The tabs are told that the network is back. */
  wake(): void;
  /** Storage has failed: what nobody can know any more is expected of nobody. */
  excuse(): void;
}

export interface StageTab {
  readonly name: string;
  readonly client: Pick<FeedbackClient, 'rate' | 'submit'>;
}
