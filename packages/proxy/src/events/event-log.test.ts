import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestProxy } from '../../test/test-proxy.ts';
import type { ProxyEvent } from '../index.ts';
import { logEvent } from './event-log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const FAILED: ProxyEvent = {
  type: 'request_failed',
  requestId: 'r-1',
  code: 'internal',
  status: 500,
  detail: 'The proxy failed.',
  errorName: 'TypeError',
};

describe('logEvent', () => {
  it('writes an error as one line of JSON', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    logEvent(FAILED);
    expect(error.mock.calls).toEqual([[expect.not.stringContaining('\n')]]);
    expect(JSON.parse(String(error.mock.calls[0]?.[0]))).toEqual({
      level: 'error',
      source: 'message-feedback',
      ...FAILED,
    });
  });

  it('warns about an outage that ends without the operator', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    logEvent({ type: 'store_not_durable' });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('is silent about successes and invalid requests', () => {
    const [warn, error] = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    logEvent({ type: 'superseded', adapter: 'dify', requestId: 'r-1', messageId: 'm-1' });
    logEvent({ ...FAILED, status: 400, code: 'invalid_json' });
    expect([warn.mock.calls, error.mock.calls]).toEqual([[], []]);
  });

  it('is the default of onEvent', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const identify = () => Promise.reject(new Error('down'));
    await createTestProxy({ identify, onEvent: logEvent }).submit();
    expect(error).toHaveBeenCalledTimes(1);
  });
});
