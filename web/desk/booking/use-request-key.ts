import { useRef } from 'preact/hooks';

/**
 * Makes a request that may be sent twice the same one: the key belongs to what is asked, and whoever presses again after
 * a lost answer asks the same. What differs in anything is another request.
 */
export function useRequestKey(): (body: object) => Record<'idempotency-key', string> {
  const known = useRef({ asked: '', key: '' });
  return (body) => {
    const asked = JSON.stringify(body);
    if (known.current.asked !== asked) known.current = { asked, key: crypto.randomUUID() };
    return { 'idempotency-key': known.current.key };
  };
}
