import { Component } from './component-of-test';
import { listChannels, readChannel } from './slack';

const component = new Component();
beforeAll(() => component.start());
beforeEach(() => {
  component.forget();
  component.reply('GET', '/channels', 200, { channels: [{ name: 'critical', messages: 1 }] });
  component.reply('GET', '/channels/critical', 200, { name: 'critical', messages: [MESSAGE] });
});
afterAll(() => component.stop());

const MESSAGE = { id: 1, receivedAt: '2026-11-24T10:00:00Z', payload: { text: 'x', unknown: { kept: true } } };

test('lists the channels, and gives the messages of one as they came', async () => {
  const receiver = component.as('slack-receiver');
  expect(await listChannels(receiver)).toEqual({ channels: [{ name: 'critical', messages: 1 }] });
  expect(await readChannel(receiver, 'critical')).toEqual({
    channels: [{ name: 'critical', messages: 1 }],
    name: 'critical',
    messages: [MESSAGE],
  });
});

test.each(['nope', '', '../metrics', 'critical/../../metrics'])('there is no channel "%s"', async (name) => {
  await expect(readChannel(component.as('slack-receiver'), name)).rejects.toThrow(
    expect.objectContaining({ code: 'not_found' }) as Error,
  );
  expect(component.asked.map(({ url }) => url.pathname)).toEqual(['/channels']);
});
