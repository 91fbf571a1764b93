import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Refusal } from '../shared/domain/delivery/refusal.ts';
import { KeyId } from '../shared/domain/people/actor.ts';
import { type NamedKey, readKeyRequest } from '../shared/domain/people/named-key.ts';
import { type KeyList, KeyView, type NewKey } from '../shared/http/answers/keys.ts';
import { authorized } from '../shared/http/authorized.ts';
import { jsonAnswer, jsonBody } from '../shared/http/body.ts';
import { callerOf } from '../shared/http/caller.ts';
import { httpEdge } from '../shared/http/http-edge.ts';
import { addKey, removeKey } from '../shared/operations/people/change-keys.ts';
import { setUp } from '../shared/setup.ts';
import { listKeys } from '../shared/store/people/named-keys.ts';

const setup = setUp();

/** Without what is stored beside it: the hash of the key among it. */
const keyView = (key: NamedKey): KeyView => KeyView.parse(key);

async function listAll() {
  return jsonAnswer<KeyList>(200, { items: (await listKeys(setup.table)).map(keyView) });
}

async function createOne(event: APIGatewayProxyEventV2) {
  const { named, key } = await addKey(setup.table, readKeyRequest(jsonBody(event)), callerOf(event).actor);
  return jsonAnswer<NewKey>(201, { ...keyView(named), key });
}

async function revokeOne(event: APIGatewayProxyEventV2) {
  const id = KeyId.safeParse(event.pathParameters?.['keyId']);
  if (!id.success) throw new Refusal('not-found', 'There is no key with this id.');
  return jsonAnswer<KeyView>(200, keyView(await removeKey(setup.table, id.data, callerOf(event).actor)));
}

/** `GET /keys`, `POST /keys` and `DELETE /keys/{keyId}`: the named keys. */
function manageKeys(event: APIGatewayProxyEventV2) {
  if (event.routeKey.startsWith('POST ')) return createOne(event);
  return event.routeKey.startsWith('DELETE ') ? revokeOne(event) : listAll();
}

export const handler = middy().use(httpEdge()).use(authorized(setup)).handler(manageKeys);
