import type { FeedbackClient } from '@message-feedback/core';
import type { UnreliableDify } from '../../packages/proxy/test/unreliable-dify.ts';
import type { Browser } from './browser.ts';
import type { Network } from './network.ts';

/** The part of a world that commands use. The kit's world and the textbook's both implement it. */
export interface Stage {
  readonly tabs: ReadonlyMap<string, StageTab>;
  readonly browser: Browser;
  readonly network: Network;
  readonly dify: UnreliableDify;
  openTab(): void;
  closeTab(tab: StageTab, gracefully: boolean): void;
  /** The user submits feedback in a tab. */
  submit(tab: StageTab, messageId: string, act: (client: StageTab['client']) => void): void;
  crashProxy(node: number): void;
  setSignedIn(signedIn: boolean): void;
  /** Another user, or the first one, signs in to the browser. Open pages stay open. */
  setUser(user: string): void;
  /** Opens a page of another bot of the same site. */
  openOtherBot(): void;
  setSkew(ms: number): void;
  /** Tells the tabs that the device is online again. */
  wake(): void;
  /** Drops expectations about feedback that broken storage has lost. */
  excuse(): void;
}

export interface StageTab {
  readonly name: string;
  readonly client: Pick<FeedbackClient, 'rate' | 'submit'>;
}
