/**
 * Milliseconds of the processor that a page's process has used so far, on all its threads, its worker
 * among them. `Performance` must be enabled in the session.
 *
 * @param {import('playwright').CDPSession} session
 */
export async function processorTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? NaN);
}
