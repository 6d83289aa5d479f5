import type { Meter } from '@opentelemetry/api';
import type { Telemetry } from './telemetry.ts';

/** The metrics of a proxy. */
export function createProxyMetrics(meter: Meter): ProxyMetrics {
  const counters = {
    accepted: meter.createCounter('message_feedback.accepted', {
      description: 'Submissions that were stored.',
    }),
    delivered: meter.createCounter('message_feedback.delivered', {
      description: 'Submissions that the upstream accepted.',
    }),
    superseded: meter.createCounter('message_feedback.superseded', {
      description: 'Submissions that came too late: the stored one is newer or cannot be replaced.',
    }),
    dead_lettered: meter.createCounter('message_feedback.dead_lettered', {
      description: 'Accepted submissions that are no longer sent.',
    }),
  };
  const upstreamDuration = meter.createHistogram('message_feedback.upstream.duration', {
    unit: 's',
    description: "Time until the upstream's response was complete.",
  });
  const circuit = meter.createObservableGauge('message_feedback.circuit', {
    description: '1 while the circuit of this process is open, otherwise 0.',
  });
  const oldest = meter.createObservableGauge('message_feedback.oldest_undelivered', {
    unit: 's',
    description: 'Age of the oldest submission that must still be sent; 0 without one.',
  });
  const backlogSize = meter.createObservableGauge('message_feedback.backlog', {
    description: 'Rows that the upstream does not have, by state.',
  });
  /** Whether the circuit to each adapter is open. */
  const circuits = new Map<string, boolean>();
  circuit.addCallback((result) => {
    for (const [adapter, open] of circuits) result.observe(open ? 1 : 0, { [ADAPTER]: adapter });
  });

  return {
    record(event) {
      switch (event.type) {
        case 'accepted':
        case 'delivered':
        case 'superseded':
          return counters[event.type].add(1, { [ADAPTER]: event.adapter });
        case 'dead_lettered':
          return counters.dead_lettered.add(1, {
            [ADAPTER]: event.adapter,
            'message_feedback.cause': event.cause,
          });
        case 'circuit_opened':
        case 'circuit_closed':
          circuits.set(event.adapter, event.type === 'circuit_opened');
          return;
        default:
      }
    },

    observeBacklog(read, { adapter, now }) {
      const observed = [oldest, backlogSize];
      circuits.set(adapter, circuits.get(adapter) ?? false);
      const callback: Parameters<Meter['addBatchObservableCallback']>[0] = async (result) => {
        // A failing store reports nothing; the proxy has emitted an event.
        const backlog = await read().catch(() => null);
        if (backlog === null) return;
        const { oldestChangedAt, waiting, retrying, deadLetters } = backlog;
        const age = oldestChangedAt === null ? 0 : Math.max(0, now() - oldestChangedAt) / 1000;
        result.observe(oldest, age, { [ADAPTER]: adapter });
        for (const [state, rows] of Object.entries({ waiting, retrying, dead_letter: deadLetters })) {
          result.observe(backlogSize, rows, { [ADAPTER]: adapter, 'message_feedback.state': state });
        }
      };
      meter.addBatchObservableCallback(callback, observed);
      return () => meter.removeBatchObservableCallback(callback, observed);
    },

    upstreamRequest(adapter) {
      const startedAt = performance.now();
      return {
        ended(status) {
          const seconds = (performance.now() - startedAt) / 1000;
          upstreamDuration.record(seconds, {
            [ADAPTER]: adapter,
            'message_feedback.upstream_status': status,
          });
        },
      };
    },
  };
}

const ADAPTER = 'message_feedback.adapter';

export interface ProxyMetrics extends Pick<Telemetry, 'record' | 'observeBacklog'> {
  /** Starts the clock of one request to the upstream. */
  upstreamRequest(adapter: string): UpstreamTimer;
}

interface UpstreamTimer {
  /** `status`: the HTTP status, or `no_response`. */
  ended(status: string): void;
}
