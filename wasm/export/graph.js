// The messages of an ONNX model file (onnx.proto3 of ONNX 1.12).

/** @typedef {import('./protobuf.js').Message} Message */

/** Numbers of types of elements in TensorProto.DataType. */
export const elementTypes = { float32: 1, float64: 11, int64: 7, string: 8 };

/**
 * What holds the elements of a type that have a size. Files have the lowest byte first, and so have arrays on
 * every machine that WebAssembly compiled by Emscripten, and with it a training, runs on.
 * @type {Record<number, any>}
 */
const arrays = { 1: Float32Array, 11: Float64Array, 7: BigInt64Array };

/**
 * A tensor that the file holds.
 *
 * @param {string} name
 * @param {number} type
 * @param {any} values elements, or rows of them
 * @returns {Message}
 */
export function constant(name, type, values) {
  const all = values.flat();
  const shape = values[0].map ? [values.length, values[0].length] : values.length;
  const data = arrays[type]?.from(all, type === elementTypes.int64 ? BigInt : Number);
  return {
    ...{ 1: shape, 2: type, 8: name },
    ...(data ? { 9: new Uint8Array(data.buffer) } : { 6: all.map(String) }),
  };
}

/**
 * An operation, named by its output.
 *
 * @param {string} line output, operator and inputs
 * @param {Record<string, Message[]>} attributes by operator
 * @returns {Message}
 */
export function node(line, attributes) {
  const [output, operator, ...inputs] = line.split(' ');
  return { 1: inputs, 2: output, 3: output, 4: operator, 5: attributes[operator] ?? [] };
}

/**
 * What goes in, or comes out: a row for each sample.
 *
 * @param {string} name
 * @param {number} type
 * @param {number[]} columns how many, or none for a list
 * @returns {Message}
 */
export function declare(name, type, ...columns) {
  const sizes = [{ 2: 'n' }, ...columns.map((size) => ({ 1: size }))];
  return { 1: name, 2: { 1: { 1: type, 2: { 1: sizes } } } };
}
