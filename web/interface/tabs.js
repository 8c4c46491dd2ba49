/**
 * The tabs below the picture. What a tab shows is loaded when it is first opened; none is open at
 * first, so that the first picture comes sooner.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {{ install: (app: App, element: HTMLElement) => void }} Content
 * @typedef {{ name: string, load: () => Promise<Content> }} Tab
 */

import { byId, make } from './make.js';
import { tabs as words } from '../strings-tabs.js';

/** @type {Record<string, (from: number, count: number) => number>} */
const moves = {
  ArrowRight: (from, count) => (from + 1) % count,
  ArrowLeft: (from, count) => (from + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * @param {App} app
 * @param {Tab[]} tabs
 * @param {string} first name of the tab that is open at first
 */
export function installTabs(app, tabs, first) {
  const list = byId('tab-list');
  const panels = byId('tab-panels');
  /** @type {Set<string>} */
  const loaded = new Set();
  const parts = tabs.map(({ name, load }) => {
    const label = words[/** @type {keyof typeof words} */ (name)];
    const button = make(
      'button',
      { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': name },
      label,
    );
    const panel = make('div', { role: 'tabpanel', id: name, 'aria-labelledby': `tab-${name}` });
    panel.tabIndex = 0;
    list.append(button);
    panels.append(panel);
    button.addEventListener('click', () => open(name));
    return { name, load, button, panel };
  });

  /** @param {string} name */
  async function open(name) {
    app.set({ tab: name });
    for (const part of parts) {
      const chosen = part.name === name;
      part.button.ariaSelected = String(chosen);
      part.button.tabIndex = chosen ? 0 : -1;
      part.panel.hidden = !chosen;
    }
    const chosen = parts.find((part) => part.name === name);
    if (!chosen || loaded.has(name)) return;
    loaded.add(name);
    const { install } = await chosen.load();
    install(app, chosen.panel);
  }

  list.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const at = parts.findIndex(({ button }) => button === document.activeElement);
    const next = parts[move(Math.max(0, at), parts.length)];
    next.button.focus();
    open(next.name);
  });
  open(first);
  return { open };
}
