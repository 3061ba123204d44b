/**
 * Does work again and again, each time when the last is done: what one call costs while nothing else is under way.
 * @returns milliseconds of each
 * @throws what the first throws that fails
 */
export async function sendInTurn(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const durations: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begin = performance.now();
    await work();
    durations.push(performance.now() - begin);
  }
  return durations;
}
