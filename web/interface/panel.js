/**
 * Writes a status into the page. Only what has changed is touched, so that nothing jumps and a
 * screen reader is not interrupted.
 *
 * @typedef {import('../training/status.js').Status} Status
 */

import * as strings from '../strings.js';
import { write } from './make.js';

const SPEAKING_DELAY = 500;

/**
 * @param {{ status: HTMLElement, headline: HTMLElement, detail: HTMLElement, remark: HTMLElement, note: HTMLElement,
 *   numbers: HTMLElement, spokenStatus: HTMLElement }} elements
 */
export function createPanel(elements) {
  const cells = createNumbers(elements.numbers);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  return {
    /** @param {Status} status */
    show({ headline, detail, remark, note, tone, numbers }) {
      elements.status.dataset.tone = tone;
      write(elements.headline, headline);
      writeParts(elements.detail, detail);
      write(elements.remark, remark);
      write(elements.note, note);
      for (const [name, text] of Object.entries(numbers)) write(cells[name], text);
      // Words may change many times a second: only those that stay are spoken.
      clearTimeout(timer);
      if (tone === 'busy') return;
      const sentence = [`${headline}: ${detail.join(', ')}.`, note].join(' ').trim();
      timer = setTimeout(() => write(elements.spokenStatus, sentence), SPEAKING_DELAY);
    },
  };
}

/**
 * @param {HTMLElement} list a dl
 * @returns {Record<string, HTMLElement>}
 */
function createNumbers(list) {
  /** @type {Record<string, HTMLElement>} */
  const cells = {};
  for (const [name, label] of Object.entries(strings.numbers)) {
    const row = document.createElement('div');
    const term = document.createElement('dt');
    term.textContent = label;
    cells[name] = document.createElement('dd');
    cells[name].dataset.number = name;
    row.append(term, cells[name]);
    list.append(row);
  }
  return cells;
}

/**
 * Parts of a list, each an element: a line breaks between them, not between a number and its unit.
 *
 * @param {HTMLElement} element
 * @param {string[]} parts
 */
function writeParts(element, parts) {
  const whole = parts.join(', ');
  if (element.dataset.parts === whole) return;
  element.dataset.parts = whole;
  const spans = parts.map((part, i) => {
    const span = document.createElement('span');
    const words = i === 0 ? part.charAt(0).toUpperCase() + part.slice(1) : part;
    span.textContent = i < parts.length - 1 ? `${words},` : words;
    return span;
  });
  element.replaceChildren(...spans.flatMap((span, i) => (i === 0 ? [span] : [' ', span])));
}
