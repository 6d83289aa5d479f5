import { LIMITS } from '@message-feedback/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMessageRefOpener, type SealMessageRefOptions, sealMessageRef } from './sealed-message-ref.ts';
import type { SealingKey } from './sealing-keys.ts';

const NOW = 1_800_000_000_000;
const [OLD, NEW] = [cryptoKeyOf('2026-10', 1), cryptoKeyOf('2026-11', 2)];
const MESSAGE = { messageId: 'msg_1', conversationId: 'conv_1', responseId: 'resp_1' };
const CALLBACK_IDS = { helpful: 'eyJoZWxwZnVs', unhelpful: 'eyJ1bmhlbHBmdWw' };
const OPTIONS: SealMessageRefOptions = {
  sealingKeys: [NEW, OLD],
  userId: 'user-1',
  adapter: 'moveworks',
  message: MESSAGE,
  callbackIds: CALLBACK_IDS,
  expiresAt: NOW + 60_000,
};

function cryptoKeyOf(id: string, seed: number): SealingKey {
  return { id, key: Buffer.alloc(32, seed).toString('base64url') };
}

function opener(options: Partial<Parameters<typeof createMessageRefOpener>[0]> = {}) {
  return createMessageRefOpener({
    sealingKeys: [NEW, OLD],
    adapter: 'moveworks',
    now: () => NOW,
    ...options,
  });
}

/** Bytes that could be encrypted ones, by their number. */
const LONG = 'A'.repeat(60);

function isMessage(opened: Awaited<ReturnType<ReturnType<typeof opener>>>): boolean {
  return typeof opened === 'object' && opened !== null;
}

describe('a sealed reference', () => {
  it('opens to what was sealed', async () => {
    const token = await sealMessageRef(OPTIONS);
    expect(await opener()(token, 'user-1')).toEqual({ ...MESSAGE, callbackIds: CALLBACK_IDS });
  });

  it('distinguishes unknown, one-sided and absent callback ids', async () => {
    const { callbackIds: _, ...unknown } = OPTIONS;
    const open = opener();
    expect(await open(await sealMessageRef(unknown), 'user-1')).toEqual(MESSAGE);
    for (const callbackIds of [{ helpful: 'h' }, { unhelpful: 'u' }, {}]) {
      const opened = await open(await sealMessageRef({ ...OPTIONS, callbackIds }), 'user-1');
      expect(opened).toEqual({ ...MESSAGE, callbackIds });
    }
  });

  it('accepts the adapter itself and a Date', async () => {
    const token = await sealMessageRef({
      ...OPTIONS,
      adapter: { name: 'moveworks' },
      expiresAt: new Date(NOW + 1),
    });
    expect(await opener()(token, 'user-1')).toMatchObject(MESSAGE);
  });

  it('reveals nothing to the browser, not even whether two are equal', async () => {
    const [one, two] = await Promise.all([sealMessageRef(OPTIONS), sealMessageRef(OPTIONS)]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^v1\.2026-11\.[\w-]+$/);
    const bytes = Buffer.from(one.split('.')[2] ?? '', 'base64url').toString('latin1');
    for (const secret of ['msg_1', 'helpful', 'eyJ', 'user-1']) expect(bytes).not.toContain(secret);
  });

  it('opens with an older key while the proxy has it', async () => {
    const token = await sealMessageRef({ ...OPTIONS, sealingKeys: [OLD] });
    expect(await opener()(token, 'user-1')).toMatchObject(MESSAGE);
    expect(await opener({ sealingKeys: [NEW] })(token, 'user-1')).toBe('expired');
  });

  it('has expired for every user once its key is removed, because nothing of it can be checked', async () => {
    const open = opener({ sealingKeys: [NEW] });
    const token = await sealMessageRef({ ...OPTIONS, sealingKeys: [OLD] });
    const invented = `v1.2026-10.${'A'.repeat(60)}`;
    for (const each of [token, invented]) {
      for (const userId of ['user-1', 'user-2']) expect(await open(each, userId)).toBe('expired');
    }
  });

  it('is valid until it expires and not a millisecond longer', async () => {
    const token = await sealMessageRef({ ...OPTIONS, expiresAt: NOW });
    expect(await opener({ now: () => NOW - 1 })(token, 'user-1')).toMatchObject(MESSAGE);
    expect(await opener()(token, 'user-1')).toBe('expired');
  });

  it('tells only its own user that it has expired', async () => {
    const token = await sealMessageRef({ ...OPTIONS, expiresAt: NOW });
    expect(await opener()(token, 'user-2')).toBeNull();
  });

  it('is valid only for its user, its adapter and its key', async () => {
    const token = await sealMessageRef(OPTIONS);
    expect(await opener()(token, 'user-2')).toBeNull();
    expect(await opener({ adapter: 'coze' })(token, 'user-1')).toBeNull();
    expect(await opener({ sealingKeys: [cryptoKeyOf('2026-11', 3)] })(token, 'user-1')).toBeNull();
    expect(await opener()(token.replace('2026-11', '2026-10'), 'user-1')).toBeNull();
  });

  it('does not open with ids that look alike when joined', async () => {
    const token = await sealMessageRef({ ...OPTIONS, adapter: 'a', userId: 'b","c' });
    expect(await opener({ adapter: 'a","b' })(token, 'c')).toBeNull();
  });

  describe('with one bit changed', () => {
    let token: string;
    beforeAll(async () => {
      token = await sealMessageRef(OPTIONS);
    });

    it('does not open, whichever bit of the text it is', async () => {
      const open = opener();
      const opened: string[] = [];
      for (let index = 0; index < token.length; index++) {
        for (let bit = 0; bit < 8; bit++) {
          const changed =
            token.slice(0, index) +
            String.fromCharCode(token.charCodeAt(index) ^ (1 << bit)) +
            token.slice(index + 1);
          if (isMessage(await open(changed, 'user-1'))) opened.push(`${index}:${bit}`);
        }
      }
      expect(opened).toEqual([]);
      expect(isMessage(await open(token, 'user-1'))).toBe(true);
    });

    it('does not open, whichever bit of the encrypted bytes it is', async () => {
      const open = opener();
      const [form, keyId, text = ''] = token.split('.');
      const bytes = Buffer.from(text, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const opened = await open(`${form}.${keyId}.${changed.toString('base64url')}`, 'user-1');
        expect(opened, `bit ${bit}`).toBeNull();
      }
    });
  });

  it.each([
    ...['', '.', '..', 'v1', 'v1.2026-11', 'v1.2026-11.', 'v1.2026-11.AAAA', 'v2.2026-11.AAAA', '…'],
    // Of a key that the proxy does not have:
    ...[`v2.k9.${LONG}`, `v1..${LONG}`, `v1.k 9.${LONG}`, `v1.${'k'.repeat(33)}.${LONG}`, `v1.k9.${LONG}.`],
    ...[`v1.k9.${LONG}=`, `v1.k9.${LONG}B`, 'v1.k9.', 'v1.k9.AAAA', `v1.k9.${'A'.repeat(36)}`],
  ])('is not %j', async (token) => {
    expect(await opener()(token, 'user-1')).toBeNull();
  });

  it('has one spelling: it does not open when cut, padded or extended', async () => {
    const token = await sealMessageRef(OPTIONS);
    const spellings = [token.slice(0, -1), `${token}=`, `${token}A`, `${token}.A`, ` ${token}`, `${token}\n`];
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const lastCharacters = [...alphabet].map((character) => token.slice(0, -1) + character);
    for (const spelling of [...spellings, ...lastCharacters]) {
      expect(isMessage(await opener()(spelling, 'user-1'))).toBe(spelling === token);
    }
  });
});

describe('sealMessageRef', () => {
  it.each<[string, Partial<SealMessageRefOptions>, RegExp]>([
    ['no keys', { sealingKeys: [] }, /the list is empty/],
    [
      'a key of 31 bytes',
      { sealingKeys: [{ id: 'k', key: 'A'.repeat(41) }] },
      /"k" does not consist of 32 bytes/,
    ],
    [
      'a key in base64',
      { sealingKeys: [{ id: 'k', key: '+'.repeat(43) }] },
      /"k" does not consist of 32 bytes/,
    ],
    ['a key id with a dot', { sealingKeys: [{ ...NEW, id: 'a.b' }] }, /id of key 0/],
    ['two keys of one id', { sealingKeys: [NEW, { ...OLD, id: NEW.id }] }, /two keys have the id/],
    ['an empty user id', { userId: '' }, /Pass the id that identify returns/],
    ['no message', { message: {} as SealMessageRefOptions['message'] }, /message has no messageId/],
    ['a time in seconds', { expiresAt: NOW / 1000 }, /not in milliseconds/],
    ['no time', { expiresAt: Number.NaN }, /not in milliseconds/],
    [
      'too long callback ids',
      { callbackIds: { helpful: 'x'.repeat(LIMITS.tokenCharacters) } },
      /is longer than/,
    ],
  ])('refuses %s and explains the fix', async (_, change, problem) => {
    const sealing = sealMessageRef({ ...OPTIONS, ...change });
    await expect(sealing).rejects.toThrow(TypeError);
    await expect(sealMessageRef({ ...OPTIONS, ...change })).rejects.toThrow(problem);
  });

  it('accepts padded keys of other tools', async () => {
    const sealingKeys = [{ ...NEW, key: `${NEW.key}=` }];
    expect(await opener()(await sealMessageRef({ ...OPTIONS, sealingKeys }), 'user-1')).not.toBeNull();
  });

  it('does not repeat a key in an error', async () => {
    const key = 'secret'.repeat(5);
    await expect(sealMessageRef({ ...OPTIONS, sealingKeys: [{ id: 'k', key }] })).rejects.not.toThrow(
      /secret/,
    );
  });
});
