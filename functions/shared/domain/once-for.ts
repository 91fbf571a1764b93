/** A function that works out its answer for an object at the first call, and keeps it as long as there is the object. */
export function onceFor<Key extends object, Value extends object>(workOut: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? workOut(key);
    known.set(key, value);
    return value;
  };
}
