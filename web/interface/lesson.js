/**
 * Guided lessons: a menu of them, and the one that is open, step by step.
 *
 * @typedef {import('../app.js').App} App
 */

import { decodeState } from '../state/hash.js';
import { lesson as words } from '../strings-tools.js';
import { lessonByName, lessons } from '../lessons/lessons.js';
import { byId, make, write } from './make.js';

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @param {{ openTab: (name: string) => void, first: string | null }} options first: name of the
 *   lesson that is open at first
 */
export function installLessons(app, element, { openTab, first }) {
  const menu = /** @type {HTMLSelectElement} */ (byId('lesson-menu'));
  for (const { name, title } of lessons) menu.append(make('option', { value: name }, title));
  const title = make('h2', { tabindex: '-1' });
  const text = make('p', { 'aria-live': 'polite' });
  const place = make('span', { class: 'muted' });
  const back = make('button', { type: 'button' }, words.back);
  const next = make('button', { type: 'button', class: 'primary' }, words.next);
  const close = make('button', { type: 'button', class: 'quiet' }, words.close);
  const card = make(
    'div',
    { class: 'lesson' },
    title,
    text,
    make('div', { class: 'actions' }, back, next, place, close),
  );
  element.append(card);
  /** @type {import('../lessons/lessons.js').Lesson | null} */
  let open = null;
  let at = 0;
  let marked = /** @type {Element | null} */ (null);

  /** @param {number} step */
  function go(step) {
    marked?.classList.remove('invited');
    card.hidden = open === null;
    if (!open) return;
    at = Math.max(0, Math.min(open.steps.length - 1, step));
    const { text: sentence, hash, tab, press } = open.steps[at];
    write(title, open.title);
    write(text, sentence);
    write(place, words.place(at + 1, open.steps.length));
    back.disabled = at === 0;
    write(next, at === open.steps.length - 1 ? words.end : words.next);
    if (hash !== undefined) app.setState(decodeState(hash));
    if (tab) openTab(tab);
    marked = press ? document.getElementById(press) : null;
    marked?.classList.add('invited');
  }

  /** @param {string} name */
  function choose(name) {
    open = lessonByName(name);
    menu.value = open?.name ?? '';
    go(0);
  }

  menu.addEventListener('input', () => choose(menu.value));
  back.addEventListener('click', () => go(at - 1));
  next.addEventListener('click', () => {
    if (!open) return;
    if (at === open.steps.length - 1) choose('');
    else go(at + 1);
  });
  close.addEventListener('click', () => {
    choose('');
    menu.focus();
  });
  choose(first ?? '');
}
