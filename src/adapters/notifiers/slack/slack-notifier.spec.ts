import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aContext, anAlert } from '../../../../test/alerting/builders.js';
import { HttpTarget } from '../../../../test/notifiers/http-target.js';
import { SlackNotifier } from './slack-notifier.js';

interface Message {
  readonly text: string;
  readonly blocks: readonly { readonly type: string; readonly text?: { readonly text: string } }[];
}

const token = 'T000B000-xoxb-secret-token';
let target: HttpTarget;

beforeEach(async () => {
  target = await HttpTarget.start();
});
afterEach(() => target.stop());

const notifier = (context = aContext()) =>
  new SlackNotifier({ name: 'chat', url: `${target.url}/services/${token}` }, context);
const messages = () => target.posted.map((body) => JSON.parse(body) as Message);

describe('a message in a chat', () => {
  it('says what is wrong, where, since when at the site, and leads to the console', async () => {
    await notifier().notify([anAlert()]);
    const [message] = messages();
    expect(message!.blocks[0]).toMatchObject({
      type: 'header',
      text: { type: 'plain_text', text: `CRITICAL: ${anAlert().summary}` },
    });
    expect(message!.blocks[1]!.text!.text).toBe(
      '*critical* <https://plenum.example/#/series/1|hall-1-crah-1 (hall-1)>: CRAH fan speed of hall-1-crah-1 is 0 %, expected 58 to 63 %, since 2026-03-01 13:00:00 CET',
    );
  });

  it('says in its text what its blocks say, for chats that know no blocks', async () => {
    await notifier().notify([anAlert(), anAlert({ id: 'b', summary: 'Inlet of rack-7 is 34 °C' })]);
    const [{ text, blocks }] = messages() as [Message];
    for (const block of blocks.slice(1, 3)) expect(text).toContain(block.text!.text);
    expect(text).toContain('(and 1 more alert)');
  });

  it('is one for a burst of 250, short enough for Slack, with the way to the rest', async () => {
    await notifier().notify(Array.from({ length: 250 }, (_, i) => anAlert({ id: `a${i}` })));
    const [message, ...others] = messages();
    expect(others).toEqual([]);
    expect(message!.blocks.length).toBeLessThanOrEqual(50);
    expect(message!.blocks.at(-2)!.text!.text).toBe('<https://plenum.example/#/alerts|… and 230 more>');
  });

  it('shows names as they are, whatever markup they hold', async () => {
    await notifier().notify([anAlert({ assetId: '<!channel>', summary: 'a & b <c>' })]);
    const { text } = messages()[0]!;
    expect(text).not.toContain('<!channel>');
    expect(text).toContain('&lt;!channel&gt;');
    expect(text).toContain('a &amp; b &lt;c&gt;');
  });

  it('has no links where the address of the console is not known', async () => {
    await notifier(aContext({ consoleUrl: undefined })).notify([anAlert()]);
    expect(target.posted[0]).not.toContain('http');
  });

  it('bears the same mark when it is sent again', async () => {
    await notifier().notify([anAlert()]);
    await notifier().notify([anAlert()]);
    expect(target.posted[1]).toBe(target.posted[0]);
    expect(target.calls[1]!.headers['idempotency-key']).toBe(target.calls[0]!.headers['idempotency-key']);
  });
});

describe('a chat that refuses', () => {
  it('is named by its host, and its words are told without the token', async () => {
    target.answer = { status: 403, body: `invalid_token ${token}` };
    const message = await notifier()
      .notify([anAlert()])
      .then(
        () => 'confirmed',
        (error: unknown) => String(error),
      );
    expect(message).toContain(`chat at ${new URL(target.url).host} answered 403 (invalid_token …)`);
    expect(message).not.toContain(token);
  });

  it('is checked without the token', async () => {
    await notifier().check();
    expect(target.calls).toMatchObject([{ method: 'HEAD', url: '/' }]);
  });
});
