/** Code blocks of Markdown, and modules made of them. */

/**
 * @typedef {object} Block
 * @property {string} language
 * @property {string} info what stands behind the language
 * @property {string} code
 * @property {number} line
 */

/**
 * @param {string} text
 * @returns {Block[]}
 */
export function blocksOf(text) {
  return [...text.matchAll(/^```(\w+)[ \t]*(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1],
    info: match[2].trim(),
    code: match[3],
    line: text.slice(0, match.index).split('\n').length + 1,
  }));
}

const statement = /^import\s+[^;]*?from\s+'([^']+)';\n/gm;

/**
 * A module that runs blocks one after the other: each inside the one before, so that it sees what was declared there and
 * may declare the same names anew. What they import stands at the top, each name once.
 *
 * @param {Block[]} blocks
 */
export function moduleOf(blocks) {
  /** @type {Map<string, Set<string>>} */
  const names = new Map();
  const others = new Set();
  for (const { code } of blocks) {
    for (const [whole, from] of code.matchAll(statement)) {
      const list = /\{([^}]*)\}/.exec(whole);
      if (!list) others.add(whole);
      const known = names.get(from) ?? new Set();
      for (const name of list?.[1].split(',') ?? []) if (name.trim()) known.add(name.trim());
      names.set(from, known);
    }
  }
  const imports = [...names].map(
    ([from, list]) => `import { ${[...list].join(', ')} } from '${from}';\n`,
  );
  const bodies = blocks.map(({ code }) => `{\n${code.replace(statement, '')}`);
  return [...imports, ...others, ...bodies, '}\n'.repeat(blocks.length)].join('');
}
