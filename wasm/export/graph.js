// An ONNX graph in the making, and the model file that holds it (onnx.proto3 of ONNX 1.12).

import { message } from './protobuf.js';

/** @typedef {import('./protobuf.js').Field} Field */

/**
 * Of a tensor's elements: their number in TensorProto.DataType and, where they have a fixed size, what
 * writes them, lowest byte first.
 * @typedef {object} ElementType
 * @property {number} type
 * @property {number} [bytes]
 * @property {(view: DataView, place: number, value: any) => void} [write]
 */

/** @satisfies {Record<string, ElementType>} */
export const elementTypes = {
  float32: { type: 1, bytes: 4, write: (view, at, value) => view.setFloat32(at, value, true) },
  float64: { type: 11, bytes: 8, write: (view, at, value) => view.setFloat64(at, value, true) },
  int64: { type: 7, bytes: 8, write: (view, at, it) => view.setBigInt64(at, BigInt(it), true) },
  string: { type: 8 },
};

/** @typedef {keyof typeof elementTypes} ElementName */

/** The operators' version and the file format's that came with it. */
const opset = 17;
const irVersion = 8;

/** Nodes are named by their output. */
export class Graph {
  /** @type {Field[]} */
  #fields = [[2, 'convexrelu']];

  /**
   * A tensor that the file holds.
   *
   * @param {string} name
   * @param {ElementName} element
   * @param {readonly number[]} shape
   * @param {readonly unknown[]} values row-major
   */
  constant(name, element, shape, values) {
    /** @type {ElementType} */
    const { type, bytes, write } = elementTypes[element];
    /** @type {Field[]} */
    const fields = [...shape.map((it) => /** @type {Field} */ ([1, it])), [2, type], [8, name]];
    if (bytes && write) {
      const raw = new DataView(new ArrayBuffer(bytes * values.length));
      values.forEach((value, k) => write(raw, bytes * k, value));
      fields.push([9, new Uint8Array(raw.buffer)]);
    } else {
      for (const value of values) fields.push([6, String(value)]);
    }
    this.#fields.push([5, message(fields)]);
    return name;
  }

  /**
   * @param {string} operator
   * @param {string[]} inputs
   * @param {string} output its name
   * @param {Record<string, number>} [attributes] whole numbers
   */
  node(operator, inputs, output, attributes = {}) {
    const written = Object.entries(attributes).map(([name, value]) =>
      message([
        [1, name],
        [3, value],
        [20, 2],
      ]),
    );
    const node = message([
      ...inputs.map((name) => /** @type {Field} */ ([1, name])),
      [2, output],
      [3, output],
      [4, operator],
      ...written.map((attribute) => /** @type {Field} */ ([5, attribute])),
    ]);
    this.#fields.push([1, node]);
    return output;
  }

  /**
   * What goes in, or comes out: a row for each sample.
   *
   * @param {'input' | 'output'} side
   * @param {string} name
   * @param {ElementName} element
   * @param {number} [columns] none for a list
   */
  declare(side, name, element, columns) {
    /** @type {Field[]} */
    const dimensions = [[1, message([[2, 'n']])]];
    if (columns !== undefined) dimensions.push([1, message([[1, columns]])]);
    const tensor = message([
      [1, elementTypes[element].type],
      [2, message(dimensions)],
    ]);
    const value = message([
      [1, name],
      [2, message([[1, tensor]])],
    ]);
    this.#fields.push([side === 'input' ? 11 : 12, value]);
    return name;
  }

  /** @param {Record<string, string>} metadata */
  toBytes(metadata) {
    const entries = Object.entries(metadata).map(([key, value]) =>
      message([
        [1, key],
        [2, value],
      ]),
    );
    return message([
      [1, irVersion],
      [2, 'convexrelu'],
      [7, message(this.#fields)],
      [8, message([[2, opset]])],
      ...entries.map((entry) => /** @type {Field} */ ([14, entry])),
    ]);
  }
}
