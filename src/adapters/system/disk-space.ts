import { statfs } from 'node:fs/promises';

/** What is free for this process of the disk that holds the folder: its share, 0..1, and bytes. */
export async function freeSpaceOf(folder: string): Promise<{ readonly share: number; readonly bytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { share: blocks === 0 ? 1 : bavail / blocks, bytes: bavail * bsize };
}
