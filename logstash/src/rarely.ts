/**
 * Lets through one call in `intervalMs` and tells how many it held back before. The shipper's own log is shipped as well: a line for each
 * failed line would never end.
 */
export function rarely<T>(
  intervalMs: number,
  tell: (value: T, heldBack: number) => void,
  now: () => number = Date.now,
): (value: T) => void {
  let toldAt = -Infinity;
  let heldBack = 0;
  return (value) => {
    if (now() - toldAt < intervalMs) {
      heldBack += 1;
      return;
    }
    tell(value, heldBack);
    toldAt = now();
    heldBack = 0;
  };
}
