import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

/** The running service that scripts/test-console.mjs has started. */
export const service = { url: setting('PLENUM_CONSOLE_URL'), adminKey: setting('PLENUM_CONSOLE_KEY') };

/** A console in Chromium, with everything that went wrong in the browser. */
export interface ConsolePage {
  readonly page: Page;
  /** Uncaught errors, console errors, and requests to anywhere else than the service. */
  readonly troubles: readonly string[];
  go(hash: string): Promise<void>;
  shoot(name: string): Promise<void>;
  close(): Promise<void>;
}

interface ConsoleOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'dark' | 'light';
  readonly timezoneId?: string;
  /** An API key that the tab has from earlier. */
  readonly apiKey?: string;
}

export async function openConsole(options: ConsoleOptions = {}): Promise<ConsolePage> {
  const browser = await launch();
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'dark',
    timezoneId: options.timezoneId ?? 'America/New_York',
  });
  if (options.apiKey !== undefined) {
    const key = JSON.stringify(options.apiKey);
    await context.addInitScript(
      `sessionStorage.getItem('plenum-api-key') ?? sessionStorage.setItem('plenum-api-key', ${key})`,
    );
  }
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const troubles = watchTroubles(page);
  return {
    page,
    troubles,
    go: async (hash) => {
      await page.goto(`${service.url}/${hash}`);
    },
    shoot: async (name) => {
      const folder = process.env['PLENUM_SCREENSHOTS'];
      if (folder === undefined) return;
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    },
    close: () => browser.close(),
  };
}

/** Asks the service directly, as an integrator would. */
export async function post(path: string, body: string): Promise<number> {
  const response = await fetch(service.url + path, { method: 'POST', body });
  return response.status;
}

/** Looks again until it is so; the message tells what was waited for. */
export async function until(what: string, isSo: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs / 1000} s in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: setting('PLENUM_CHROMIUM'),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

function watchTroubles(page: Page): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(service.url) && !url.startsWith('data:')) troubles.push(`request to ${url}`);
  });
  return troubles;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run the console's tests by \`npm run test:console\``);
  return value;
}
