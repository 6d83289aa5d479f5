import type { FeedbackClient, MessageRef, Rating } from '@message-feedback/core';
import type { UnreliableDify } from '../../packages/proxy/test/unreliable-dify.ts';
import type { Browser } from './browser.ts';
import type { Network } from './network.ts';

/** The part of a world that commands use. The kit's world and the textbook's both implement it. */
export interface Stage {
  readonly tabs: ReadonlyMap<string, StageTab>;
  readonly devices: readonly StageDevice[];
  readonly dify: UnreliableDify;
  /** Opens another device of the user. */
  openDevice(aheadMs: number): void;
  openTab(device: StageDevice): void;
  closeTab(tab: StageTab, gracefully: boolean): void;
  /** The user submits feedback in a tab, for the message as the tab's host refers to it. */
  submit(
    tab: StageTab,
    messageId: string,
    act: (client: StageTab['client'], message: MessageRef) => void,
  ): void;
  /** The user signs out in a tab of the kit, which purges what the user has not sent. */
  purge(tab: StageTab): void;
  crashProxy(node: number): void;
  setSignedIn(signedIn: boolean): void;
  /** Another user, or the first one, signs in to a device's browser. Open pages stay open. */
  setUser(device: StageDevice, user: string): void;
  /** Opens a page of another bot of the same site. */
  openOtherBot(device: StageDevice): void;
  /** The user rates a message in the page of the other bot, if it is open. */
  rateInOtherBot(messageId: string, rating: Rating): void;
  /** From now on, every function that the hosts have passed throws, or none does. */
  setHostThrows(throws: boolean): void;
  /** Drops expectations about feedback that broken storage has lost. */
  excuse(): void;
}

export interface StageDevice {
  readonly browser: Browser;
  readonly network: Network;
  /** Sets how far the device's clock is ahead. */
  setClock(aheadMs: number): void;
}

export interface StageTab {
  readonly name: string;
  readonly client: Pick<FeedbackClient, 'rate' | 'submit'>;
  /** Whether the newest submission for a message has no response yet, or the upstream will refuse it. */
  isWaiting(messageId: string): Promise<boolean>;
}
