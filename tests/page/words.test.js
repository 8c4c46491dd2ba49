// What the status says of a run, without a browser.
import { describe, expect, it } from 'vitest';
import { describe as describeRun } from '../../web/training/status.js';

describe('the words for a result', () => {
  /** @param {Record<string, unknown>} report */
  const words = (report) => {
    const history = { seconds: [], iterations: [], objective: [], lowerBound: [] };
    const full = {
      ...{ status: 'optimal', scope: 'patterns', objective: 0.0010794, lowerBound: 0.0010794 },
      ...{ gap: 4e-9, relativeGap: 4e-6, neurons: 12, seconds: 0.0081, history },
      ...{ patterns: { kind: 'sampled', used: 38, total: null }, ...report },
    };
    const result = /** @type {any} */ ({ report: full });
    return describeRun({
      phase: 'finished',
      outcome: {
        score: { kind: 'accuracy', value: 1 },
        result,
        data: /** @type {any} */ (null),
        subject: '',
        points: 10,
        oneClass: false,
      },
    });
  };

  it('say over what the network is optimal', () => {
    const { headline, detail, tone } = words({});
    expect(`${headline}: ${detail.join(', ')}`).toBe(
      'Optimal over 38 sampled patterns: objective 0.00108, gap 4e-9, 12 neurons, 100 % correct, 8 ms',
    );
    expect(tone).toBe('proven');
  });

  it('are global only where the scope is', () => {
    const patterns = { kind: 'exact', used: 5, total: 92 };
    const counted = words({ scope: 'global', patterns });
    expect(counted.headline).toBe('Global optimum certified');
    expect(counted.detail[0]).toBe('all 92 activation patterns covered');
    expect(counted.remark).toMatch(/^No two-layer ReLU network of any width/);
    expect(counted.tone).toBe('global');
    expect(words({}).remark).toMatch(/^No network over these patterns/);
    expect(words({}).headline).not.toMatch(/global/i);
    expect(words({}).detail.join()).not.toMatch(/covered/);
    const open = words({ status: 'iteration-limit', scope: 'global', relativeGap: 0.032 });
    expect(open.headline).toBe('Gap 3.2 % at the limit of steps');
    expect(open.tone).toBe('open');
  });
});
