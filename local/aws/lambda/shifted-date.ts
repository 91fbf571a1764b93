/**
 * Replaces this process's `Date` by one that is ahead of the machine's clock by an adjustable offset.
 * Code that stored `Date` or `Date.now` before the first change follows it too.
 * @returns a function that sets the offset in milliseconds
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
