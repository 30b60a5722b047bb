import { statfs } from 'node:fs/promises';

/** Share of the disk that holds the folder which is free for this process, 0..1. */
export async function freeShareOf(folder: string): Promise<number> {
  const { bavail, blocks } = await statfs(folder);
  return blocks === 0 ? 1 : bavail / blocks;
}
