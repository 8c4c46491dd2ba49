/** Properties with a fixed seed, which is printed, and a count of the cases that were looked at. */
import fc from 'fast-check';

/**
 * @param {string} title
 * @param {number} seed CONVEXRELU_SEED in the environment is another
 */
export function createChecker(title, seed) {
  const used = Number(process.env.CONVEXRELU_SEED ?? seed);
  let cases = 0;
  process.stdout.write(`${title}: seed ${used}\n`);
  return {
    count: () => cases,
    /**
     * @template Value
     * @param {fc.Arbitrary<Value>} values
     * @param {number} numRuns
     * @param {(value: Value) => unknown} holds throws, or rejects, where it does not
     */
    async check(values, numRuns, holds) {
      const property = fc.asyncProperty(values, async (value) => {
        cases += 1;
        await holds(value);
      });
      await fc.assert(property, { seed: used, numRuns });
    },
  };
}
