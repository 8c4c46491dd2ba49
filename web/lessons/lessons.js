/**
 * Guided lessons as data: each step says something and may set the page up, by the hash of a link and
 * a tab to open. Words of a lesson stand with it.
 *
 * @typedef {{ text: string, hash?: string, tab?: string, press?: string }} Step
 *   press: id of a button that the step invites to press, made visible by a frame
 * @typedef {{ name: string, title: string, steps: Step[] }} Lesson
 */

const XOR = 'v=1&data=xor&n=12&noise=0&beta=0.001';

/** @type {Lesson[]} */
export const lessons = [
  {
    name: 'xor',
    title: 'Why can’t gradient descent solve xor every time?',
    steps: [
      {
        text: 'Twelve points, two classes, opposite corners alike: xor. No straight line parts them, so the network needs hidden neurons. What you see is the best network there is, and the seal says so.',
        hash: XOR,
      },
      {
        text: 'The green line in the chart is a lower bound: no two-layer ReLU network costs less. Objective and bound have met, so the search is over. Press “How do I know?” to check the proof yourself.',
        press: 'why',
      },
      {
        text: 'Now let gradient descent try, from several random starts, on the very same objective. Open the race and start it. Most runs stop above the line: neurons that start on the wrong side of all points get no gradient and never move again.',
        tab: 'race',
      },
      {
        text: 'Fewer neurons make it worse: set the width to 3 or 4 and race again. The convex program has no starting point, so it has no unlucky one either.',
        tab: 'race',
      },
    ],
  },
  {
    name: 'neurons',
    title: 'Watch neurons die',
    steps: [
      {
        text: 'β is the price of a neuron. At this low price the best network for the moons affords many: each line on the picture is one.',
        hash: 'v=1&data=moons&n=40&noise=0.1&beta=0.0001',
      },
      {
        text: 'Ten times the price. The network is again the best there is, certified, and some neurons are no longer worth it.',
        hash: 'v=1&data=moons&n=40&noise=0.1&beta=0.001',
      },
      {
        text: 'And again ten times. The boundary becomes simple: a few kinks are all that pays.',
        hash: 'v=1&data=moons&n=40&noise=0.1&beta=0.01',
      },
      {
        text: 'The path shows all prices at once: a curve for each neuron, its strength against β. Where a curve ends, a neuron dies. Move the marker along it.',
        hash: 'v=1&data=moons&n=40&noise=0.1&beta=0.01',
        tab: 'path',
      },
      {
        text: 'Above the largest β even a single neuron costs more than it saves. The best network is zero, and that, too, is proven.',
        hash: 'v=1&data=moons&n=40&noise=0.1&beta=1',
      },
    ],
  },
  {
    name: 'optimum',
    title: 'Two networks, one optimum',
    steps: [
      {
        text: 'This network is a global optimum. Note its objective.',
        hash: 'v=1&data=absolute&n=12&beta=0.001',
      },
      {
        text: 'The same points, other activation patterns: sampled at random. It is another network, from another program.',
        hash: 'v=1&data=absolute&n=12&beta=0.001&over=sampled',
      },
      {
        text: 'Another sample gives yet another network. Compare the objectives: over enough patterns they agree to many digits, though the neurons differ. An optimum’s cost is one number; the networks that reach it may be many.',
        hash: 'v=1&data=absolute&n=12&beta=0.001&over=sampled&seed=5',
        tab: 'neurons',
      },
      {
        text: 'What they share is the certificate: one dual variable a point, the same for all of them. It says where the data push, and it proves that nothing is left to gain.',
        hash: 'v=1&data=absolute&n=12&beta=0.001',
        tab: 'points',
      },
    ],
  },
];

/** @param {string} name */
export const lessonByName = (name) => lessons.find((lesson) => lesson.name === name) ?? null;
