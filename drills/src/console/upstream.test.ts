import { z } from 'zod';
import { AWAY, Component } from './component-of-test';
import { ask, read } from './upstream';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => component.forget());
afterAll(() => component.stop());

const silent = (message: RegExp) =>
  expect.objectContaining({
    code: 'component_silent',
    component: 'it',
    message: expect.stringMatching(message) as string,
  }) as Error;

test('sends credentials and a body, and gives the answer whatever its status', async () => {
  component.reply('POST', '/x', 400, { error: 'no' });
  const answer = await ask(component.as('it', 'Basic abc'), '/x?y=1', { method: 'POST', body: { a: 1 } });
  expect(answer).toEqual({ status: 400, body: { error: 'no' } });
  expect(component.asked).toMatchObject([{ method: 'POST', authorization: 'Basic abc', body: { a: 1 } }]);
  expect(component.asked[0]?.url.search).toBe('?y=1');
});

test('an answer without a body has none', async () => {
  component.reply('DELETE', '/x', 200, '');
  expect(await ask(component.as('it'), '/x', { method: 'DELETE' })).toEqual({ status: 200, body: undefined });
});

test.each([401, 403, 500, 503])('a status of %d is no answer; its words are told', async (status) => {
  component.reply('GET', '/x', status, 'query timed out');
  await expect(ask(component.as('it'), '/x')).rejects.toThrow(
    silent(new RegExp(`it answers ${status}: query timed out`)),
  );
});

test('what is no JSON is no answer', async () => {
  component.reply('GET', '/x', 200, '<html>');
  await expect(ask(component.as('it'), '/x')).rejects.toThrow(silent(/not valid JSON/));
});

test('a redirect is not followed', async () => {
  component.reply('GET', '/x', 302, '');
  await expect(ask(component.as('it', 'Basic abc'), '/x')).rejects.toThrow(silent(/unexpected redirect/));
});

test('a component that is away is named, with the reason', async () => {
  await expect(ask({ ...AWAY, name: 'it' }, '/x')).rejects.toThrow(silent(/^it does not answer: ECONNREFUSED/));
});

test('an answer that would fill the memory is cut off', async () => {
  component.reply('GET', '/x', 200, JSON.stringify('x'.repeat(7 * 1024 * 1024)));
  await expect(ask(component.as('it'), '/x')).rejects.toThrow(
    expect.objectContaining({ code: 'query_refused', message: expect.stringContaining('6 MB') as string }) as Error,
  );
});

test('reading wants status 200 and the form', async () => {
  const form = z.object({ a: z.number() });
  component.reply('GET', '/good', 200, { a: 1, b: 2 });
  component.reply('GET', '/other', 200, { a: 'x' });
  expect(await read(component.as('it'), '/good', form)).toEqual({ a: 1 });
  await expect(read(component.as('it'), '/other', form)).rejects.toThrow(silent(/\(200\) cannot be understood/));
  await expect(read(component.as('it'), '/nothing', z.unknown())).rejects.toThrow(silent(/./));
});
