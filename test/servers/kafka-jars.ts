import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const version = '4.4.0';
const log4j = '2.25.3';

/** The slf4j binding is not in Kafka's own POM. */
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>plenum.test</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${log4j}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>${log4j}</version></dependency>
  </dependencies>
</project>
`;

/**
 * The class path of Apache Kafka, fetched with Maven once per machine (43 MB, some ten seconds) and kept under
 * `~/.cache/plenum/kafka`. Needs Java 17 or newer and Maven.
 */
export async function kafkaClassPath(): Promise<string> {
  const home = join(homedir(), '.cache', 'plenum', 'kafka');
  const libs = join(home, `libs-${version}`);
  if (!existsSync(libs)) {
    const attempt = join(home, `attempt-${process.pid}`);
    await mkdir(attempt, { recursive: true });
    await writeFile(join(attempt, 'pom.xml'), pom);
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=libs'];
    await run('mvn', ['-B', '-ntp', '-q', ...goal], { cwd: attempt });
    // Whoever comes second finds the folder there and lets its own go.
    if (!existsSync(libs)) await rename(join(attempt, 'libs'), libs);
    await rm(attempt, { recursive: true, force: true });
  }
  return `${libs}/*`;
}
