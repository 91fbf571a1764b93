import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Clock } from '../clock.ts';
import { closeServer, listen, tellTime } from '../http/listen.ts';
import { providerRoutes } from './api/provider-routes.ts';
import { controlRoutes } from './control/control-routes.ts';
import { newChannel } from './shipped-channel.ts';
import { type Channel, createChannel } from './simulated-channel.ts';
import { createStateFile, readStateFile, type StateFile, stateFilePath } from './state-file.ts';

/** What of the channel those may see who look into the running stack. */
export type Observed = Pick<Channel, 'requests' | 'feed'> & { webhooks: Channel['poster']['log'] };

/** The provider 1MSG, with WhatsApp and its customers behind it, on this machine only. */
export type Simulator = {
  /** Where the provider's methods and the control calls are: `http://127.0.0.1:<port>`. */
  url: string;
  /** Where the phone page is. */
  phoneUrl: string;
  /** What the provider was asked, what it posted, and what happens now. */
  observed: Observed;
  /** Answers everything below `/_room` from now on; before, there is nothing. */
  serveRoom(room: Hono): void;
  /** Stops answering and posting, and writes what is to be kept. */
  close(): Promise<void>;
};

export type SimulatorOptions = {
  /** 0 takes a free one. */
  port: number;
  channelId: string;
  channelToken: string;
  /** Where to keep everything over a restart; nothing is kept without it. */
  dataDirectory?: string;
  /** What people find on the same port: the page. Without it there is none. */
  pages?: Hono;
  /** The clock shared with the rest of the local stack; `POST /_sim/clock` moves it. */
  clock: Clock;
};

/**
 * Starts the provider's simulator. Throws an `Error` whose message is for people when the port is in use or the data
 * of an earlier run is damaged.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, channelId, channelToken, dataDirectory, pages, clock } = options;
  const path = dataDirectory === undefined ? undefined : stateFilePath(dataDirectory);
  const saved = (path === undefined ? undefined : await readStateFile(path)) ?? newChannel();
  let stateFile: StateFile | undefined;
  const channel = createChannel({
    ...{ id: channelId, token: channelToken, clock, saved },
    changed: () => stateFile?.changed(),
  });
  if (path !== undefined) stateFile = createStateFile(path, channel.snapshot);

  const app = new Hono<{ Bindings: HttpBindings }>();
  if (pages) app.route('/', pages);
  app.route('/_sim', controlRoutes(channel));
  let room: Hono | undefined;
  app.all('/_room/*', (c) => room?.fetch(c.req.raw) ?? c.notFound());
  app.route('/:channelId', providerRoutes(channel));
  app.notFound((c) => c.json({ error: 'not found' }, 404));
  app.onError((error, c) => c.json({ error: error.message }, 500));

  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    tellTime(response);
    void listener(request, response);
  });
  const url = await listen(server, port, '--provider-port');
  return {
    url,
    phoneUrl: `${url}/`,
    observed: { requests: channel.requests, feed: channel.feed, webhooks: channel.poster.log },
    serveRoom(routes) {
      room = routes;
    },
    async close() {
      channel.stop();
      await closeServer(server, 0);
      await stateFile?.close();
    },
  };
}
