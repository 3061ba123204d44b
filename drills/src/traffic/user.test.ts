import { createUsers, User } from './user';

const GRANT = { accessToken: 'token', expiresIn: 100, refreshToken: 'refresh' };

it('gives a token until four fifths of its life are over', () => {
  const user = new User('a@firewatch.example', 'secret');
  expect(user.tokenAt(0)).toBeUndefined();
  user.loggedIn(GRANT, 1_000);
  expect(user.tokenAt(80_999)).toBe('token');
  expect(user.tokenAt(81_000)).toBeUndefined();
});

it('has no token after it was logged out', () => {
  const user = new User('a@firewatch.example', 'secret');
  user.loggedIn(GRANT, 0);
  user.loggedOut();
  expect(user.tokenAt(1)).toBeUndefined();
});

it('shows a refresh token once, and not before it has one', () => {
  const user = new User('a@firewatch.example', 'secret');
  expect(user.canRefresh).toBe(false);
  user.loggedIn(GRANT, 0);
  user.loggedOut();
  expect(user.canRefresh).toBe(true);
  expect(user.takeRefreshToken()).toBe('refresh');
  expect(user.canRefresh).toBe(false);
});

it('keeps its tasks in the order in which they came, and knows which are open', () => {
  const user = new User('a@firewatch.example', 'secret');
  user.remember('first', true);
  user.remember('second', true);
  user.remember('first', false);
  expect(user.oldestTask).toBe('first');
  expect(user.openTasks()).toEqual(['second']);
  expect(user.counts).toEqual({ all: 2, open: 1 });
  user.forget('first');
  expect(user.oldestTask).toBe('second');
});

it('names the same people in every run', () => {
  expect(createUsers(2, 'secret').map((user) => user.email)).toEqual([
    'traffic-1@firewatch.example',
    'traffic-2@firewatch.example',
  ]);
});
