import { isRetriable } from '../errors';
import { deliveriesFailing } from './deliveries-failing';

test('a delivery that fails is to be brought again', () => {
  const { fault, failSome } = deliveriesFailing();
  fault.setting.parse({ ratio: 1, seconds: 60 }).inject();
  let thrown: unknown;
  try {
    failSome();
  } catch (error) {
    thrown = error;
  }
  expect(isRetriable(thrown)).toBe(true);
});
