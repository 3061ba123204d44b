import { outboxCursor } from './outbox-cursor';

test('the relay fetches above the last id while the fault is active, and everything else before and after', () => {
  const { fault, fetch } = outboxCursor('every', 'above');
  expect(fetch()).toBe('every');
  const withdraw = fault.setting.parse({ seconds: 60 }).inject();
  expect(fetch()).toBe('above');
  withdraw();
  expect(fetch()).toBe('every');
});

test('a parameter it does not have is refused', () => {
  expect(outboxCursor('every', 'above').fault.setting.safeParse({ seconds: 60, id: 7 }).success).toBe(false);
});
