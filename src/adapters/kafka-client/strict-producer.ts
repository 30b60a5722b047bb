import kafkajs, { type Kafka, type Producer } from 'kafkajs';

/** A producer that makes no topics, since Plenum makes its own with its settings, and places keys as Kafka's own clients do. */
export function strictProducer(kafka: Kafka): Producer {
  return kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
}
