/** The page as a person meets it, in Chromium: each part in a file of ../page/. */
import { formatTable } from '../table.js';
import { measureDrags } from '../page/drag.js';
import { measureFirstPicture } from '../page/first.js';
import { measureTasks } from '../page/tasks.js';

/** @type {import('../measure.js').Section} */
export const page = {
  about: 'the page in Chromium: first certified picture, a dragged point, longest tasks',
  site: true,
  async run(_, print) {
    print(`from the navigation, nothing cached\n\n${formatTable(await measureFirstPicture())}`);
    print(`a point dragged, 60 moves a second asked for\n\n${formatTable(await measureDrags())}`);
    print(`the main thread\n\n${formatTable(await measureTasks())}`);
  },
};
