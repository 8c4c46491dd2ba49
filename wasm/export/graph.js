// The fields of an ONNX model file (onnx.proto3 of ONNX 1.12).

import { encode } from './protobuf.js';

/** @typedef {import('./protobuf.js').Field} Field */

/** Numbers of the types of elements in TensorProto.DataType. */
export const elementTypes = { float32: 1, float64: 11, int64: 7, string: 8 };

/** @typedef {keyof typeof elementTypes} ElementName */

/**
 * What holds the elements in the order of bytes that the file has, the lowest first, as have all processors
 * that browsers and Node are made for today but IBM's.
 * @type {Record<string, any>}
 */
const arrays = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array };

/**
 * A tensor that the file holds.
 *
 * @param {string} name
 * @param {ElementName} element
 * @param {any[]} values elements, or rows of them
 * @returns {Field}
 */
export function constant(name, element, values) {
  const elements = values.flat();
  const sizes = [values.length, ...(values[0].map ? [values[0].length] : [])];
  return [
    5,
    [
      ...sizes.map((size) => /** @type {Field} */ ([1, size])),
      [2, elementTypes[element]],
      [8, name],
      ...(element === 'string'
        ? elements.map((it) => /** @type {Field} */ ([6, it]))
        : [/** @type {Field} */ ([9, [...new Uint8Array(arrays[element].from(elements).buffer)]])]),
    ],
  ];
}

/**
 * An operation, named by its output.
 *
 * @param {string[]} words output, operator and inputs
 * @param {Record<string, number>} [attributes] whole numbers
 * @returns {Field}
 */
export function node([output, operator, ...inputs], attributes = {}) {
  return [
    1,
    [
      ...inputs.map((name) => /** @type {Field} */ ([1, name])),
      [2, output],
      [3, output],
      [4, operator],
      ...Object.entries(attributes).map(
        ([name, value]) =>
          /** @type {Field} */ ([
            5,
            [
              [1, name],
              [3, value],
              [20, 2],
            ],
          ]),
      ),
    ],
  ];
}

/**
 * What goes in, or comes out: a row for each sample.
 *
 * @param {11 | 12} side input or output
 * @param {string} name
 * @param {ElementName} element
 * @param {number} [columns] none for a list
 * @returns {Field}
 */
export function declare(side, name, element, columns) {
  /** @type {Field[]} */
  const sizes = [[1, [[2, 'n']]]];
  if (columns) sizes.push([1, [[1, columns]]]);
  return [
    side,
    [
      [1, name],
      [
        2,
        [
          [
            1,
            [
              [1, elementTypes[element]],
              [2, sizes],
            ],
          ],
        ],
      ],
    ],
  ];
}

/**
 * The file of a graph, with operators of version 17 and the format of version 8 that came with them.
 *
 * @param {Field[]} graph
 * @param {Field[]} metadata
 */
export function toBytes(graph, metadata) {
  return Uint8Array.from(
    encode([
      [1, 8],
      [2, 'convexrelu'],
      [7, [[2, 'convexrelu'], ...graph]],
      [8, [[2, 17]]],
      ...metadata,
    ]),
  );
}
