/**
 * What can be asked of the table of settings and of values for it.
 *
 * @typedef {import('./settings-table.js').Setting} Setting
 * @typedef {import('./settings-table.js').Values} Values
 * @typedef {import('./settings-table.js').Value} Value
 */

import { datasetByName } from '../data/datasets.js';
import { settings } from './settings-table.js';

export { overAll, settings } from './settings-table.js';

/** @param {Values} values */
const chosenDataset = (values) => datasetByName(String(values.data));

/**
 * Fills in the choices that the package's own tables give.
 *
 * @param {Record<NonNullable<Setting['source']>, { name: string }[]>} tables of info()
 */
export function offerChoices(tables) {
  for (const setting of settings) {
    if (!setting.source) continue;
    const names = tables[setting.source].map(({ name }) => name);
    const offered = names.filter((name) => !setting.without?.includes(name));
    setting.choices = setting.first ? [setting.first, ...offered] : offered;
  }
}

/**
 * What a setting can be chosen from; undefined where nothing is known of it yet.
 *
 * @param {Setting} setting
 * @param {Values} values
 */
export function choicesOf({ choices }, values) {
  return typeof choices === 'function' ? choices(values) : choices;
}

/**
 * @param {string} name
 * @returns {Setting}
 */
export function settingByName(name) {
  const row = settings.find((setting) => setting.name === name);
  if (!row) throw new Error(`no setting is called ${name}`);
  return row;
}

/**
 * @param {Setting} setting
 * @param {Values} values
 */
export function defaultOf(setting, values) {
  return typeof setting.default === 'function' ? setting.default(values) : setting.default;
}

/**
 * @param {Setting} setting
 * @param {Values} values
 */
export function limitsOf({ min = 0, max = 1 }, values) {
  return { min, max: typeof max === 'function' ? max(values) : max };
}

/** @returns {Values} */
export function defaultValues() {
  /** @type {Values} */
  const values = {};
  for (const setting of settings) values[setting.name] = defaultOf(setting, values);
  return values;
}

/**
 * The value nearest to what was given that the setting allows, its default where there is none.
 *
 * @param {Setting} setting
 * @param {unknown} given a text of the hash or of a control
 * @param {Values} values
 */
export function coerce(setting, given, values) {
  const fallback = defaultOf(setting, values);
  if (typeof fallback === 'boolean') {
    const text = String(given);
    return text === 'true' || (text !== 'false' && fallback);
  }
  if (typeof fallback === 'string') {
    const text = String(given);
    const choices = choicesOf(setting, values);
    return !choices || choices.includes(text) ? text : fallback;
  }
  const number = typeof given === 'string' && given.trim() === '' ? NaN : Number(given);
  if (!Number.isFinite(number)) return fallback;
  const { min, max } = limitsOf(setting, values);
  const inside = Math.min(max, Math.max(min, number));
  return setting.whole ? Math.round(inside) : Number(inside.toPrecision(3));
}

/**
 * Another data set brings its own number of points, noise and beta; everything else stays.
 *
 * @param {Values} values
 * @param {string} name
 * @param {unknown} given
 * @returns {Values}
 */
export function withValue(values, name, given) {
  const setting = settingByName(name);
  const next = { ...values, [name]: coerce(setting, given, values) };
  if (setting.kind === 'gallery') {
    for (const other of settings) {
      if (typeof other.default === 'function') next[other.name] = other.default(next);
    }
  }
  return next;
}

/**
 * Which settings have a meaning for the data set chosen.
 *
 * @param {Setting} setting
 * @param {Values} values
 */
export function applies({ name, group, kind, when }, values) {
  if (when && !when(values)) return false;
  if (group !== 'data' || kind === 'gallery' || name === 'testShare') return true;
  return chosenDataset(values).settings.includes(name);
}
