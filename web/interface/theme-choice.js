/** Light, dark, or as the system says. The choice is kept where the page may keep something. */

const KEY = 'appearance';

/** What was chosen before, in this browser. */
export function restoreAppearance() {
  try {
    showAppearance(localStorage.getItem(KEY) ?? 'system');
  } catch {
    // Sandboxed frames keep nothing.
  }
}

/** @param {string} choice 'light', 'dark' or 'system' */
export function chooseAppearance(choice) {
  showAppearance(choice);
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // As above: the choice holds until the page is left.
  }
}

/** @param {string} choice */
function showAppearance(choice) {
  const root = document.documentElement;
  if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;
  else delete root.dataset.theme;
}
