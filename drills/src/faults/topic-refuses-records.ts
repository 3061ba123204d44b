import type { Settings } from '@firewatch/native';
import { ConfigResourceTypes, ConfigSource } from 'kafkajs';
import type { Fault as FaultSpec } from '../catalogue/runbook-drill';
import type { Fault, FaultContext } from './fault';
import { withAdmin } from './kafka';
import { onceTrue } from './once-true';
import { sampleSum } from './sample-sum';
import { WatchedCount } from './watched-count';

const SETTING = 'max.message.bytes';
/** Bytes; less than any batch of records has. */
const TOO_SMALL = '1';

/** The job that makes the topics follow what is declared of them. */
const JOB = 'kafka-prepare';
const JOB_MS = 60_000;

/** The brokers take no record of a topic of Dapr's pub/sub any more, as each is too large for it. Shows once something is published. */
export function topicRefusesRecords(
  { topic }: Extract<FaultSpec, { name: 'topic-refuses-records' }>,
  { settings, processes }: FaultContext,
): Fault {
  const publisher = `http://127.0.0.1:${settings.ports.consumerDaprMetrics}`;
  const refused = new WatchedCount(() =>
    sampleSum(publisher, 'dapr_component_pubsub_egress_count', { topic, success: 'false' }),
  );
  const isRefusing = async () => (await ownSettings(settings, topic)).get(SETTING) === TOO_SMALL;
  return {
    title: `the brokers refuse every record of ${topic}`,
    async inject() {
      await refuseAll(settings, topic);
      refused.forget();
    },
    async missing() {
      const records = await refused.growth();
      if (records === undefined) return `what is published to ${topic} is being watched`;
      return records > 0 ? undefined : `no sidecar failed to publish to ${topic} meanwhile`;
    },
    async withdraw() {
      if (!(await isRefusing())) return;
      await processes.restart(JOB);
      await onceTrue(async () => !(await isRefusing()), JOB_MS, `${JOB} has not set ${topic} anew`);
    },
  };
}

/** Kafka replaces all that is set for the topic itself, so the rest has to be said again. */
async function refuseAll(settings: Settings, topic: string): Promise<void> {
  const wanted = (await ownSettings(settings, topic)).set(SETTING, TOO_SMALL);
  const configEntries = [...wanted].map(([name, value]) => ({ name, value }));
  await withAdmin(settings, (admin) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }],
    }),
  );
}

/** What is set for the topic itself, and not for all topics of the brokers. */
function ownSettings(settings: Settings, topic: string): Promise<Map<string, string>> {
  return withAdmin(settings, async (admin) => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
    });
    return new Map(
      resources
        .flatMap(({ configEntries }) => configEntries)
        .filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG)
        .map(({ configName, configValue }) => [configName, configValue]),
    );
  });
}
