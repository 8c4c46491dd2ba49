// A Redis of one's own: on a socket in a temporary folder, without a port, nothing kept.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts one and resolves when it takes connections. */
export async function startRedis() {
  const folder = await mkdtemp(join(tmpdir(), 'convexrelu-queue-'));
  const socket = join(folder, 'redis.sock');
  const settings = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', [...settings, '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`redis-server ended with code ${code}:\n${log}`)));
    server.stdout.setEncoding('utf8').on('data', (text) => {
      log += text;
      if (/ready to accept connections/i.test(log)) resolve(undefined);
    });
  });
  return {
    /** For BullMQ: a worker's connection must wait for Redis as long as it takes. */
    connection: { path: socket, maxRetriesPerRequest: null },
    async stop() {
      const ended = once(server, 'exit');
      if (server.exitCode === null && server.kill()) await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
