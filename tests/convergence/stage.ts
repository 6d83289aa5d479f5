import type { FeedbackClient } from '@message-feedback/core';
import type { UnreliableDify } from '../../packages/proxy/test/unreliable-dify.ts';
import type { Browser } from './browser.ts';
import type { Network } from './network.ts';

/** The target of the commands: this kit, or the textbook's update. */
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
  setSkew(ms: number): void;
  /** The tabs get the `online` event. */
  wake(): void;
  /** Storage has failed: feedback that no tab can know any more is not expected. */
  excuse(): void;
}

export interface StageTab {
  readonly name: string;
  readonly client: Pick<FeedbackClient, 'rate' | 'submit'>;
}
