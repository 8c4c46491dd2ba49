/**
 * @param {import('../app.js').App} _app
 * @param {HTMLElement} _element
 */
export function install(_app, _element) {}
