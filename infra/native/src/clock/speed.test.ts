import { ClockError } from './clock-error';
import { checkSpeed, MAX_SPEED } from './speed';

test.each([1, 1.25, MAX_SPEED])('%d is a speed', (speed) => {
  expect(checkSpeed(speed)).toBe(speed);
});

test.each([0, -1, 0.5, MAX_SPEED + 1, Infinity, NaN])('%d is none, and the message says what is', (speed) => {
  expect(() => checkSpeed(speed)).toThrow(ClockError);
  expect(() => checkSpeed(speed)).toThrow(`from 1 (production) to ${MAX_SPEED}, not ${speed}`);
});
