import { slackReceiverSchema } from './run';

const read = (urls: string) =>
  slackReceiverSchema.parse({
    HTTP_PORT: '0',
    ADMIN_TOKEN: 'x'.repeat(32),
    SLACK_CHANNELS: 'critical',
    STATE_FILE: 'x',
    SLACK_WEBHOOK_URLS: urls,
  }).SLACK_WEBHOOK_URLS;

test('a channel with an empty URL has none: an environment that cannot leave it out says so', () => {
  expect(read('{"critical":"https://hooks.example/1","warning":""}')).toEqual({ critical: 'https://hooks.example/1' });
});

test.each(['{"critical":"hooks.example"}', '{"critical":', '[]'])('%s is refused', (urls) => {
  expect(() => read(urls)).toThrow();
});
