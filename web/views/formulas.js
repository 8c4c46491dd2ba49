/**
 * The program and its dual as MathML, with the numbers of the moment.
 *
 * @typedef {{ loss: string, gated: boolean, n: number, beta: number }} Program
 * @typedef {Node | string} Part
 */

import { formatSetting } from '../format.js';

const SPACE = 'http://www.w3.org/1998/Math/MathML';

/**
 * @param {string} tag
 * @param {...Part} children
 */
function el(tag, ...children) {
  const element = document.createElementNS(SPACE, tag);
  element.append(...children);
  return element;
}

const i = (/** @type {string} */ text) => el('mi', text);
const o = (/** @type {string} */ text) => el('mo', text);
const n = (/** @type {string} */ text) => el('mn', text);
const text = (/** @type {string} */ words) => el('mtext', words);
const row = (/** @type {Part[]} */ ...parts) => el('mrow', ...parts);
const sub = (/** @type {Part} */ base, /** @type {Part} */ below) => el('msub', base, below);
const sup = (/** @type {Part} */ base, /** @type {Part} */ above) => el('msup', base, above);
const square = (/** @type {Part} */ base) => sup(base, n('2'));
const over = (/** @type {Part} */ above, /** @type {Part} */ below) => el('mfrac', above, below);
const norm = (/** @type {Part[]} */ ...parts) => row(o('‖'), ...parts, o('‖'));
const sum = (/** @type {Part} */ index) => el('munder', o('∑'), index);
const under = (/** @type {string} */ name, /** @type {Part} */ below) =>
  el('munder', o(name), below);

/** @param {Part[]} parts */
function block(...parts) {
  const math = el('math', ...parts);
  math.setAttribute('display', 'block');
  return math;
}

const index = (/** @type {string} */ name) => sub(i(name), i('i'));

/** The loss of a prediction z and a target y, for each of the package's. @type {Record<string, () => Part>} */
const losses = {
  squared: () => square(row(o('('), index('z'), o('−'), index('y'), o(')'))),
  hinge: () =>
    row(i('max'), o('('), n('0'), o(','), n('1'), o('−'), index('y'), index('z'), o(')')),
  logistic: () =>
    row(i('log'), o('('), n('1'), o('+'), sup(i('e'), row(o('−'), index('y'), index('z'))), o(')')),
};

/** @param {Program} program */
const lossOf = ({ loss }) =>
  (losses[loss] ?? (() => row(i('ℓ'), o('('), index('z'), o(','), index('y'), o(')'))))();

/**
 * The cost of the network, and its value.
 *
 * @param {Program} program
 * @param {string} value
 */
export function primalFormula(program, value) {
  const { beta, gated } = program;
  const penalty = gated
    ? [n(formatSetting(beta)), sum(i('j')), norm(sub(i('u'), i('j')))]
    : [
        over(n(formatSetting(beta)), n('2')),
        sum(i('j')),
        o('('),
        square(norm(sub(i('w'), i('j')))),
        o('+'),
        square(sub(i('b'), i('j'))),
        o('+'),
        square(sub(i('a'), i('j'))),
        o(')'),
      ];
  return block(
    over(n('1'), n(String(program.n))),
    sum(i('i')),
    lossOf(program),
    o('+'),
    ...penalty,
    o('='),
    n(value),
  );
}

/**
 * The dual, whose value at the certificate's ν is a lower bound.
 *
 * @param {Program} program
 * @param {string} value
 */
export function dualFormula({ beta, gated }, value) {
  const transposed = sup(i('ν'), text('T'));
  const rectified = row(o('('), i('X'), i('u'), o(')'));
  const constraint = gated
    ? [under('max', i('j')), norm(sup(i('X'), text('T')), sub(i('D'), i('j')), i('ν'))]
    : [
        under('max', row(norm(i('u')), o('≤'), n('1'))),
        row(o('|'), transposed, sub(rectified, o('+')), o('|')),
      ];
  return block(
    row(o('−'), sup(i('f'), o('*')), row(o('('), o('−'), i('ν'), o(')'))),
    o('='),
    n(value),
    text('\u2003where\u2003'),
    ...constraint,
    o('≤'),
    n(formatSetting(beta)),
  );
}

/**
 * name = first − second = value.
 *
 * @param {string} name
 * @param {string} first
 * @param {string} second
 * @param {string} value
 */
export function equation(name, first, second, value) {
  return block(text(name), o('='), n(first), o('−'), n(second), o('='), n(value));
}
