/**
 * Buttons for all that can be taken away; what is copied can also be read and copied by hand, as in
 * frames that may not write to the clipboard.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../takeaway/items.js').Item} Item
 */

import { fitsLink } from '../state/hash.js';
import { items } from '../takeaway/items.js';
import { make, write } from './make.js';
import { takeaway as words } from '../strings-tools.js';

/** Milliseconds before the address of a file is given up; the browser has read it long before. */
const KEPT = 60_000;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function installTakeaway(app, element) {
  const said = make('p', { class: 'muted', role: 'status' });
  const shown = make('textarea', {
    rows: '6',
    readonly: '',
    'aria-label': words.shown,
    hidden: '',
  });
  /** @type {Map<string, HTMLElement>} */
  const groups = new Map();
  const buttons = items.map((item) => {
    const button = make(
      'button',
      { type: 'button', 'data-item': item.name },
      words.items[item.name],
    );
    button.addEventListener('click', () => take(item));
    let group = groups.get(item.group);
    if (!group) {
      group = make('div', { class: 'actions' });
      groups.set(item.group, group);
      element.append(make('h3', {}, words.groups[item.group]), group);
    }
    group.append(button);
    return { item, button };
  });
  element.prepend(make('h2', { id: 'takeaway-heading' }, words.title));
  element.setAttribute('aria-labelledby', 'takeaway-heading');
  element.append(said, shown);

  /** @param {Item} item */
  async function take(item) {
    try {
      const content = await item.make(app.now);
      if (item.extension) save(content, `convexrelu.${item.extension}`, item.type ?? '');
      else await copy(String(content), shown);
      const done = item.extension ? words.saved(`convexrelu.${item.extension}`) : words.copied;
      write(said, `${done} ${noteOn(item)}`.trim());
    } catch (error) {
      write(said, words.failed(error instanceof Error ? error.message : String(error)));
    }
  }

  /** @param {Item} item */
  function noteOn({ group }) {
    const { drawing } = app.now.state;
    return group === 'share' && drawing && !fitsLink(drawing) ? words.tooMany : '';
  }

  app.subscribe(({ scene, outcome }) => {
    const has = { nothing: true, points: scene.train.length > 0, network: outcome !== null };
    for (const { item, button } of buttons) button.disabled = !has[item.needs];
  });
}

/**
 * @param {import('../takeaway/items.js').Content} content
 * @param {string} name
 * @param {string} type
 */
function save(content, name, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

/**
 * @param {string} text
 * @param {HTMLTextAreaElement} shown where it can be copied by hand
 */
async function copy(text, shown) {
  shown.hidden = false;
  shown.value = text;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    shown.focus();
    shown.select();
  }
}
