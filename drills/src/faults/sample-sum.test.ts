import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleSum } from './sample-sum';

const METRICS = `# TYPE sent counter
sent{topic="a",success="true"} 4
sent{success="true",topic="a",job="x"} 2.5 # {trace_id="1"} 1
sent{topic="ab",success="true"} 8
sent{topic="a",success="false"} 16
sent_total{topic="a",success="true"} 32
started 64
`;

test('adds up the samples that have the labels, whatever others they have', async () => {
  const server = createServer((_, response) => response.end(METRICS));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await sampleSum(url, 'sent', { topic: 'a', success: 'true' })).toBe(6.5);
    expect(await sampleSum(url, 'sent', { topic: 'a' })).toBe(22.5);
    expect(await sampleSum(url, 'sent', { topic: 'none' })).toBe(0);
    expect(await sampleSum(url, 'started', {})).toBe(64);
    expect(await sampleSum(url, 'started', { topic: 'a' })).toBe(0);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
