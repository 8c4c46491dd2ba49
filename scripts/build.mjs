/**
 * `node scripts/build.mjs [wasm|package|site|native …]` sets up and builds these and what they rest
 * on; without names the package and the site.
 */
import { Stop, script } from './process.mjs';
import { setup } from './setup.mjs';
import { buildNative, buildPackage, buildSite, buildWasm } from './steps.mjs';

/** @typedef {'wasm' | 'package' | 'site' | 'native'} Target */

/** @type {Record<Target, { groups: import('./setup.mjs').Group[], npm: boolean, build: () => Promise<unknown> }>} */
const targets = {
  wasm: { groups: ['wasm'], npm: false, build: buildWasm },
  package: { groups: ['wasm'], npm: true, build: buildPackage },
  site: { groups: ['wasm'], npm: true, build: buildSite },
  native: { groups: ['native'], npm: false, build: buildNative },
};

/** @param {string[]} names */
async function main(names) {
  const unknown = names.filter((name) => !(name in targets));
  if (unknown.length > 0) {
    throw new Stop(`No target ${unknown.join(', ')}; there are ${Object.keys(targets).join(', ')}`);
  }
  const chosen = names.map((name) => targets[/** @type {Target} */ (name)]);
  await setup({
    groups: chosen.flatMap((target) => target.groups),
    npm: chosen.some((target) => target.npm),
  });
  for (const target of chosen) await target.build();
}

const names = process.argv.slice(2);
await script(() => main(names.length > 0 ? names : ['package', 'site']));
