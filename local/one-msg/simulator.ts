import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Clock } from '../clock.ts';
import { closeServer, listen, tellTime } from '../http/listen.ts';
import { providerRoutes } from './api/provider-routes.ts';
import type { Template } from './channel-state.ts';
import type { ProjectForms } from './contract-forms.ts';
import { controlRoutes } from './control/control-routes.ts';
import { newChannel, withFlows, withTemplates } from './shipped-channel.ts';
import { type Channel, createChannel } from './simulated-channel.ts';
import { createStateFile, readStateFile, type StateFile, stateFilePath } from './state-file.ts';

/** The parts of the channel that the control room shows. */
export type Observed = Pick<Channel, 'requests' | 'feed' | 'messages'> & {
  webhooks: Channel['poster']['log'];
  exchanges: Channel['liveFlows']['log'];
};

/** A simulator of the provider 1MSG, with WhatsApp and its customers, on this machine only. */
export type Simulator = {
  /** The base of the provider's methods and the control calls: `http://127.0.0.1:<port>`. */
  url: string;
  /** The phone page's address. */
  phoneUrl: string;
  /** The provider's request log, its webhooks, its messages, the exchanges of live forms, and the live changes. */
  observed: Observed;
  /** Serves everything below `/_room` from now on; before, that path answers nothing. */
  serveRoom(room: Hono): void;
  /** Stops serving and posting, and writes the state. */
  close(): Promise<void>;
};

export type SimulatorOptions = {
  /** 0 takes a free one. */
  port: number;
  channelId: string;
  channelToken: string;
  /** The folder for the state; without it a restart loses the state. */
  dataDirectory?: string;
  /** The page on the same port; without it there is none. */
  pages?: Hono;
  /** The name that customers see above the chat. */
  businessName?: string;
  /** The forms of the project; without them every Flow shows the project's file. */
  forms?: ProjectForms;
  /** The Flows of the project, which are published here even if nobody created them. */
  flowIds?: readonly string[];
  /** The templates of the project, which are approved here even if nobody made them. */
  templates?: readonly Template[];
  /** The clock shared with the rest of the local stack; `POST /_sim/clock` moves it. */
  clock: Clock;
};

/**
 * Starts the provider's simulator. Throws an `Error` with a message for the user if the port is in use or the stored
 * state is damaged.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const {
    port,
    channelId,
    channelToken,
    dataDirectory,
    pages,
    businessName = 'Clinic',
    forms = () => undefined,
    flowIds = [],
    templates = [],
    clock,
  } = options;
  const path = dataDirectory === undefined ? undefined : stateFilePath(dataDirectory);
  const stored = path === undefined ? undefined : await readStateFile(path);
  const saved = withTemplates(withFlows(stored ?? newChannel(), flowIds), templates);
  let stateFile: StateFile | undefined;
  const channel = createChannel({
    ...{ id: channelId, token: channelToken, clock, saved, businessName, forms },
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
    observed: {
      requests: channel.requests,
      feed: channel.feed,
      messages: channel.messages,
      webhooks: channel.poster.log,
      exchanges: channel.liveFlows.log,
    },
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
