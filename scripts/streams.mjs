/** Takes WebAssembly apart into streams of like numbers, see wasm/streams.js. */
import {
  joinStreams,
  LOCAL,
  moveModule,
  readNumber,
  recall,
  STREAMS,
  writeNumber,
} from '../wasm/streams.js';

/**
 * What `joinStreams` makes the same module of.
 *
 * @param {Uint8Array} module
 * @returns {Buffer}
 */
export function splitStreams(module) {
  /** @type {number[][]} */
  const streams = Array.from({ length: STREAMS }, () => []);
  let position = 0;
  const read = () => module[position++];
  moveModule({
    position: () => position,
    ended: () => position >= module.length,
    byte: (stream) => {
      const byte = read();
      streams[stream].push(byte);
      return byte;
    },
    local: (recent) => {
      const local = readNumber(read);
      const place = local < recent.length ? recent.indexOf(local) : local;
      recall(recent, place);
      writeNumber(place, (byte) => streams[LOCAL].push(byte));
    },
  });
  /** @type {number[]} */
  const head = [];
  const sizes = [module.length, ...streams.map(({ length }) => length)];
  for (const size of sizes) writeNumber(size, (byte) => head.push(byte));
  const split = Buffer.concat([head, ...streams].map((bytes) => Buffer.from(bytes)));
  // A local variable written longer than it needs to be would come back shorter.
  if (Buffer.compare(joinStreams(split), module) !== 0) {
    throw new Error('this WebAssembly does not come back from its streams');
  }
  return split;
}
