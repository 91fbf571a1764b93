import * as z from 'zod/mini';

/** A request that was really made, and the answer it really got: what the examples in the documents are. */
export type RecordedCall = {
  /** The route's key at the gateway. */
  route: string;
  /** Tells the examples of one answer apart; in kebab case. */
  name: string;
  request: { query?: Record<string, string>; body?: unknown };
  status: number;
  /** The content type of the answer, if it has a body. */
  type: string | undefined;
  /** Parsed where it is JSON. */
  body: unknown;
};

/** What kind of problem an answer tells of, if it does. */
export const problemTypeIn = ({ body }: RecordedCall): string | undefined =>
  z.object({ type: z.string() }).safeParse(body).data?.type;

/** Details of events that were really announced, or asked for, by their detail type. */
export type RecordedEvents = Readonly<Record<string, unknown[]>>;

/** What the documents take their examples from. */
export type RecordedExamples = { calls: readonly RecordedCall[]; events: RecordedEvents };
