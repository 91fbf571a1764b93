/**
 * Puts a `Date` into this process that is ahead of the machine's by an offset which can be changed at any time.
 * Code that took hold of `Date` or `Date.now` earlier than the first change follows it too.
 * @returns sets the offset in milliseconds
 */
export function shiftDate(): (offsetMs: number) => void {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  let offset = 0;
  const now = () => realNow() + offset;

  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = globalThis.Date;

  return (offsetMs) => {
    offset = offsetMs;
  };
}
