/**
 * How much of the page is shown, by its address: `?embed=1` for a frame within another page, `?hide=`
 * with names of parts or of settings for teachers.
 */

/** Names of parts that can be hidden, and what they hide. */
const parts = {
  data: '#data',
  model: '#model',
  solver: '.more',
  tools: '.toolbar',
  proof: '.proof',
  chart: '#chart',
  numbers: '#numbers',
  tabs: '.explore',
  takeaway: '#takeaway',
  lessons: '#lesson',
  masthead: '.masthead',
};

/** @param {string} search of the address */
export function readFrame(search) {
  const entries = new URLSearchParams(search);
  return {
    embed: entries.get('embed') === '1',
    hide: (entries.get('hide') ?? '').split(',').filter((name) => /^[a-zA-Z]+$/.test(name)),
    lesson: entries.get('lesson'),
  };
}

/** @param {ReturnType<typeof readFrame>} frame */
export function applyFrame({ embed, hide }) {
  document.documentElement.classList.toggle('embedded', embed);
  for (const name of hide) {
    const selector = parts[/** @type {keyof typeof parts} */ (name)];
    const found = document.querySelectorAll(
      Object.hasOwn(parts, name) ? selector : `[data-setting="${name}"]`,
    );
    for (const element of found) element.classList.add('withheld');
  }
}
