/**
 * Ways in for one's own data: a button, a file dropped on the page, a table pasted anywhere. What
 * reads them is loaded when it is needed.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {{ open: (given: { file?: File, text?: string }) => void }} Dialog
 */

import { byId } from './make.js';

/** @param {App} app */
export function installImport(app) {
  /** @type {Promise<Dialog> | null} */
  let dialog = null;

  /** @param {{ file?: File, text?: string }} given */
  async function open(given) {
    dialog ??= import('./import-dialog.js').then(({ createImportDialog }) =>
      createImportDialog(app),
    );
    (await dialog).open(given);
  }

  byId('own-data').addEventListener('click', () => open({}));
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    open({ file });
  });
  addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const typing = event.target instanceof Element && event.target.closest('input, textarea');
    // A table has several lines; a word pasted by accident opens nothing.
    if (typing || !text.trim().includes('\n')) return;
    event.preventDefault();
    open({ text });
  });
}
