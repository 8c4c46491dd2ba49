/** Packs bytes as a .lzma file, by the Python that Emscripten itself runs on. */
import { spawnSync } from 'node:child_process';
import { Stop, which } from './process.mjs';

// Nothing in WebAssembly is aligned, so the position's low bits tell nothing (`pb`).
const program = `
import lzma, sys
coder = {'id': lzma.FILTER_LZMA1, 'preset': 9 | lzma.PRESET_EXTREME, 'pb': 0, 'lc': 1, 'nice_len': 273}
packed = lzma.compress(sys.stdin.buffer.read(), lzma.FORMAT_ALONE, filters=[coder])
sys.stdout.buffer.write(packed)
`;

/** Python's own search, because the library is an optional part of some builds of Python. */
export function findPython() {
  return ['python3', 'python', 'py'].find(
    (name) => which(name) && spawnSync(which(name) ?? '', ['-c', 'import lzma']).status === 0,
  );
}

/**
 * @param {Buffer} bytes
 * @returns {Buffer}
 */
export function packLzma(bytes) {
  const python = findPython();
  if (!python) throw new Stop('Packing the WebAssembly needs Python 3 with its module lzma.');
  const { status, stdout, stderr } = spawnSync(which(python) ?? '', ['-c', program], {
    input: bytes,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Stop(`Packing the WebAssembly failed:\n${stderr}`);
  // Python leaves the size open, and wasm/lzma.js reads it.
  stdout.writeBigUInt64LE(BigInt(bytes.length), 5);
  return stdout;
}
