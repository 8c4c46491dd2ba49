/** The example of a queue: a worker process is killed, and no fold is lost or counted twice. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test, expect } from 'vitest';
import { which } from '../../scripts/process.mjs';

const path = fileURLToPath(new URL('../../examples/queue/main.js', import.meta.url));

test('folds survive a killed worker', { timeout: 120_000 }, async ({ skip }) => {
  skip(!which('redis-server'), 'redis-server is not there: the example of a queue was not run');
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(output).toMatch(
    new RegExp(
      [
        'queued twice, there once: 5 folds',
        'killed a worker \\(SIGKILL\\) in the middle of fold-(\\d)-of-5-[0-9a-f]{16}',
        'begun: .*2.* times',
        'results stored: 5 of 5 folds',
        'as crossValidate, to the last bit: yes \\(β = [\\d.e-]+\\)\n$',
      ].join('\n'),
    ),
  );
  expect(code).toBe(0);
});
