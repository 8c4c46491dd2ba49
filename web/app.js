/**
 * What the page is at this moment, and the one place where it changes. Everything else hangs itself
 * onto it: an `install…(app)` function listens to the person, calls `setState` or `set`, and shows
 * what it is told of.
 *
 * @typedef {import('./state/hash.js').State} State
 * @typedef {import('./state/scene.js').Scene} Scene
 * @typedef {import('./theme.js').Theme} Theme
 * @typedef {import('./training/status.js').Run} Run
 * @typedef {import('./training/status.js').Outcome} Outcome
 * @typedef {import('./views/chart.js').History} History
 * @typedef {import('./training/trainer.js').Result} Result
 * @typedef {{ x: number, y: number }} Place
 * @typedef {{ cold?: boolean, live?: boolean, known?: Result }} How
 *   cold: train without starting from the last network; live: more changes of this kind follow at
 *   once, as while something is dragged; known: the result, where it has been computed before
 * @typedef {{
 *   state: State, scene: Scene, theme: Theme,
 *   run: Run, told: Run, outcome: Outcome | null, curves: History | null,
 *   compared: { network: Result['network'], title: string } | null,
 *   highlight: number | null, cells: boolean, weights: boolean,
 *   pointed: Place | null, cursor: Place | null, tab: string,
 * }} Now
 *   run: what goes on; told: the run whose words are on show; outcome: of the network on show, null where there is none; compared: a network that is shown
 *   instead of it for now; highlight: index of a neuron of the network on show; cells: whether the
 *   arrangement is drawn; weights: whether points are sized by their dual weight; pointed: where
 *   mouse or crosshair is, cursor: the crosshair only; tab: name of the tab that is open
 * @typedef {(now: Now, before: Now | null) => void} Subscriber
 * @typedef {ReturnType<typeof createApp>} App
 */

import { defaultValues } from './state/settings.js';
import { sceneOf } from './state/scene.js';

/**
 * @param {{ theme: Theme, say: (sentence: string) => void }} parts
 *   say: speaks to a screen reader of what was done
 */
export function createApp({ theme, say }) {
  /** @type {State} */
  const state = { values: defaultValues(), drawing: null };
  /** @type {Now} */
  let now = {
    ...{ state, scene: sceneOf(state), theme },
    ...{ run: { phase: 'starting' }, told: { phase: 'starting' }, outcome: null, curves: null },
    ...{ compared: null, highlight: null, cells: false, weights: false },
    ...{ pointed: null, cursor: null, tab: '' },
  };
  let frame = 0;
  /** With what each was told last. @type {Map<Subscriber, Now | null>} */
  const subscribers = new Map();
  /** @type {Set<(state: State, how: How) => void>} */
  const stateListeners = new Set();

  function tell() {
    frame = 0;
    for (const [subscriber, before] of [...subscribers]) {
      subscribers.set(subscriber, now);
      subscriber(now, before);
    }
  }

  /** @param {Partial<Now>} patch */
  function set(patch) {
    now = { ...now, ...patch };
    if (frame === 0) frame = requestAnimationFrame(tell);
  }

  return {
    get now() {
      return now;
    },
    say,
    /** Changes anything but the state. Subscribers are told in the next frame. */
    set,
    /**
     * The one way in which settings and points change.
     *
     * @param {State} next
     * @param {How} [how]
     */
    setState(next, how = {}) {
      set({ state: next, scene: sceneOf(next), compared: null, highlight: null });
      for (const listener of [...stateListeners]) listener(next, how);
    },
    /**
     * Once a frame in which anything has changed, with what the page is and what it was the last
     * time: to draw.
     *
     * @param {Subscriber} subscriber before: null the first time
     * @returns {() => void} stops
     */
    subscribe(subscriber) {
      subscribers.set(subscriber, null);
      set({});
      return () => {
        subscribers.delete(subscriber);
      };
    },
    /**
     * At once after every setState: to train, to keep a history, to write the address.
     *
     * @param {(state: State, how: How) => void} listener
     */
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
}

/** The network on the canvas. @param {Now} now */
export const shownNetwork = ({ compared, outcome }) =>
  compared?.network ?? outcome?.result.network ?? null;

/**
 * Whether any of these has changed since the subscribers were told last.
 *
 * @param {Now} now
 * @param {Now | null} before
 * @param {...keyof Now} keys
 */
export const changed = (now, before, ...keys) =>
  before === null || keys.some((key) => now[key] !== before[key]);
